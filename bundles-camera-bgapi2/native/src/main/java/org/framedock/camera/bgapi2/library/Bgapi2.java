package org.framedock.camera.bgapi2.library;

/**
 * The functions of the BGAPI2 library that this container calls.
 *
 * <p>A method's name is the C name in camel case, without its prefix; {@link #nativeName} maps it. Handles and places
 * for results are plain addresses, so that a call with nothing but numbers allocates nothing; {@link Cells} has such
 * places. Every result is 0 or an error of {@link Results}. Calls that control anything are made with the library held
 * ({@link Bgapi2Library#hold}); a stream's frames may be fetched and its buffers queued by one thread without that.
 */
public interface Bgapi2 {

    /** Of the dynamic linker; 0 if the library cannot be opened. */
    long dlopen(String name, int flags);

    /** Result and text of the last call that failed on this thread. */
    int getLastError(long error, long text, long length);

    /** Looks for systems, which are the transport layers that are installed. */
    int updateSystemList();

    /** Looks for systems in a folder. */
    int updateSystemListFromPath(String path);

    /** Length of the list (32 bits). */
    int getNumSystems(long count);

    /** A system, to be released in the end. */
    int getSystem(int index, long system);

    /** Opens a system. */
    int systemOpen(long system);

    /** Closes a system. */
    int systemClose(long system);

    /** Gives a system back. */
    int releaseSystem(long system);

    /** Looks for interfaces. */
    int systemUpdateInterfaceList(long system, long changed, long timeoutMs);

    /** Length of the list (32 bits). */
    int systemGetNumInterfaces(long system, long count);

    /** An interface. */
    int systemGetInterface(long system, int index, long found);

    /** Opens an interface. */
    int interfaceOpen(long transport);

    /** Closes an interface. */
    int interfaceClose(long transport);

    /** Looks for devices. */
    int interfaceUpdateDeviceList(long transport, long changed, long timeoutMs);

    /** Length of the list (32 bits). */
    int interfaceGetNumDevices(long transport, long count);

    /** A device. */
    int interfaceGetDevice(long transport, int index, long device);

    /** Opens a device for reading and writing. */
    int deviceOpen(long device);

    /** Closes a device. */
    int deviceClose(long device);

    /** Id of a device. */
    int deviceGetID(long device, long text, long length);

    /** Name of its model. */
    int deviceGetModel(long device, long text, long length);

    /** Its serial number. */
    int deviceGetSerialNumber(long device, long text, long length);

    /** A setting of the camera by its GenICam name. */
    int deviceGetRemoteNode(long device, String name, long node);

    /** Reads a whole number. */
    int nodeGetInt(long node, long value);

    /** Sets a whole number. */
    int nodeSetInt(long node, long value);

    /** Least that it can be set to. */
    int nodeGetIntMin(long node, long value);

    /** Most that it can be set to. */
    int nodeGetIntMax(long node, long value);

    /** Step in which it can be set. */
    int nodeGetIntInc(long node, long value);

    /** Reads a number. */
    int nodeGetDouble(long node, long value);

    /** Sets a number. */
    int nodeSetDouble(long node, double value);

    /** Least that it can be set to. */
    int nodeGetDoubleMin(long node, long value);

    /** Most that it can be set to. */
    int nodeGetDoubleMax(long node, long value);

    /** Step in which it can be set; many numbers have none. */
    int nodeGetDoubleInc(long node, long value);

    /** Reads a text or the name of a choice. */
    int nodeGetString(long node, long text, long length);

    /** Sets a text or a choice. */
    int nodeSetString(long node, String text);

    /** Reads a switch (8 bits). */
    int nodeGetBool(long node, long value);

    /** Sets a switch. */
    int nodeSetBool(long node, byte value);

    /** Whether it can be set now (8 bits). */
    int nodeIsWriteable(long node, long value);

    /** Whether the camera has it now (8 bits). */
    int nodeGetAvailable(long node, long value);

    /** Carries out a command. */
    int nodeExecute(long node);

    /** A stream of a device. */
    int deviceGetDataStream(long device, int index, long stream);

    /** Opens a stream. */
    int dataStreamOpen(long stream);

    /** Closes a stream without buffers. */
    int dataStreamClose(long stream);

    /** Whether the stream, not the camera, tells the size of the payload (8 bits). */
    int dataStreamGetDefinesPayloadSize(long stream, long value);

    /** Size of the payload in bytes. */
    int dataStreamGetPayloadSize(long stream, long bytes);

    /** Makes the host receive. */
    int dataStreamStartAcquisitionContinuous(long stream);

    /** Makes the host stop receiving; afterwards no buffer is written to. */
    int dataStreamStopAcquisition(long stream);

    /** The same without waiting for what is under way. */
    int dataStreamAbortAcquisition(long stream);

    /** A buffer over memory of ours. */
    int createBufferWithExternalMemory(long buffer, long memory, long sizeBytes, long user);

    /** Ends a buffer that is not announced. */
    int deleteBuffer(long buffer, long user);

    /** Tells a stream of a buffer. */
    int dataStreamAnnounceBuffer(long stream, long buffer);

    /** Lets a stream fill a buffer. */
    int dataStreamQueueBuffer(long stream, long buffer);

    /** Takes a filled buffer back; a time of -1 ms is for ever. */
    int dataStreamGetFilledBuffer(long stream, long buffer, long timeoutMs);

    /** Takes all buffers out of both queues. */
    int dataStreamDiscardAllBuffers(long stream);

    /** Makes a stream forget a buffer that is not queued. */
    int dataStreamRevokeBuffer(long stream, long buffer, long user);

    /** Frames for which no buffer was queued. */
    int dataStreamGetNumUnderrun(long stream, long count);

    /** Filled buffers that nobody has taken yet. */
    int dataStreamGetNumAwaitDelivery(long stream, long count);

    /** Number that the device gave the frame. */
    int bufferGetFrameID(long buffer, long value);

    /** Device's time of the frame, in its ticks. */
    int bufferGetTimestamp(long buffer, long value);

    /** Bytes that were written. */
    int bufferGetSizeFilled(long buffer, long value);

    /** Where the image begins in the buffer. */
    int bufferGetImageOffset(long buffer, long value);

    /** Bytes that the image has. */
    int bufferGetImageLength(long buffer, long value);

    /** Whether part of the frame is missing (8 bits). */
    int bufferGetIsIncomplete(long buffer, long value);

    /** What the buffer was made with. */
    int bufferGetUserPtr(long buffer, long user);

    /** Room for one event. */
    int createPnPEvent(long event);

    /** Gives it back. */
    int releasePnPEvent(long event);

    /** 0 ends plug events, 1 lets them be polled. */
    int interfaceSetPnPEventMode(long transport, int mode);

    /** The next plug event. */
    int interfaceGetPnPEvent(long transport, long event, long timeoutMs);

    /** 0 is removed, 1 is added. */
    int pnPEventGetPnPType(long event, long type);

    /** Serial number of the device. */
    int pnPEventGetSerialNumber(long event, long text, long length);

    /** Id of the device. */
    int pnPEventGetID(long event, long text, long length);

    /**
     * C name of a method.
     *
     * @param method name in camel case, such as {@code deviceGetRemoteNode}.
     * @return name such as {@code BGAPI2_Device_GetRemoteNode}.
     */
    static String nativeName(final String method) {
        if (method.equals("dlopen")) {
            return method;
        }
        final String name = Character.toUpperCase(method.charAt(0)) + method.substring(1);
        for (final String object : new String[] {
            "System", "Interface", "Device", "Node", "DataStream", "Buffer", "PnPEvent"}) {
            if (name.startsWith(object)) {
                return "BGAPI2_" + object + "_" + name.substring(object.length());
            }
        }
        return "BGAPI2_" + name;
    }
}
