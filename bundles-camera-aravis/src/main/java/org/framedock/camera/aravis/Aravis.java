package org.framedock.camera.aravis;

import jnr.ffi.Pointer;

/**
 * The functions of libaravis-0.8 that this bundle calls, and those of GLib and of the dynamic linker that come with it.
 *
 * <p>A method's name is the C name in camel case; {@link AravisLibraries} maps it. Native objects are plain addresses,
 * so that a call with nothing but numbers allocates nothing. Out parameters are {@link Pointer}s: jnr-ffi garbles the
 * sixth argument of a function with six numbers on some settings, and none here has six. Thread-safety is that of
 * Aravis: a stream may be used by one thread while another uses its camera.
 */
public interface Aravis {

    /** Of the dynamic linker; 0 if the library cannot be opened. */
    long dlopen(String name, int flags);

    /** Of GLib: CLOCK_REALTIME in microseconds. */
    long gGetRealTime();

    /** Of GLib: frees a GError. */
    void gErrorFree(long error);

    /** Of GLib: frees an array that was made for the caller; null is nothing to do. */
    void gFree(Pointer memory);

    /** Of GLib: gives a reference away. */
    void gObjectUnref(long object);

    /** Of GLib: sets a property of an object. */
    void gObjectSetProperty(long object, String name, Pointer value);

    /** Of GLib: makes 24 zeroed bytes a value of a type. */
    Pointer gValueInit(Pointer value, long type);

    /** Of GLib. */
    void gValueSetInt(Pointer value, int number);

    /** Of GLib: not 0 if an object is of a type or has an interface. */
    int gTypeCheckInstanceIsA(long object, long type);

    /** 0 of 0.8.26. */
    int arvGetMajorVersion();

    /** 8 of 0.8.26. */
    int arvGetMinorVersion();

    /** 26 of 0.8.26. */
    int arvGetMicroVersion();

    /** Domain of the errors whose codes are those of ArvDeviceError. */
    int arvDeviceErrorQuark();

    /** Makes the devices of an interface be found: Fake is the only one that is not found by default. */
    void arvEnableInterface(String name);

    /** Makes the devices of an interface not be found any more. */
    void arvDisableInterface(String name);

    /** Looks for devices on all interfaces; takes a second. Not while another thread reads the list. */
    void arvUpdateDeviceList();

    /** Length of the list. */
    int arvGetNDevices();

    /** Such as {@code Aravis-Fake-GV01}. */
    String arvGetDeviceId(int index);

    /** Hardware address, of USB3 Vision the device's GUID. */
    String arvGetDevicePhysicalId(int index);

    /** Network address; of USB3 Vision the same word for all. */
    String arvGetDeviceAddress(int index);

    /** Vendor's serial number. */
    String arvGetDeviceSerialNbr(int index);

    /** Name of the vendor. */
    String arvGetDeviceVendor(int index);

    /** Name of the model. */
    String arvGetDeviceModel(int index);

    /** GigEVision, USB3Vision or Fake. */
    String arvGetDeviceProtocol(int index);

    /** Opens a device; null is the first one found. 0 and an error if it cannot. */
    long arvCameraNew(String name, Pointer error);

    /** The device behind a camera; not a new reference. */
    long arvCameraGetDevice(long camera);

    /** Not 0 if the device speaks GigE Vision. */
    int arvCameraIsGvDevice(long camera);

    /** Not 0 if the device speaks USB3 Vision. */
    int arvCameraIsUvDevice(long camera);

    /** Ticks per second of the device's clock, 0 if it has none. */
    long arvGvDeviceGetTimestampTickFrequency(long device, Pointer error);

    /** Not 0 while this process controls the device; answers from memory. */
    int arvGvDeviceIsController(long device);

    /** Name of the vendor. */
    String arvCameraGetVendorName(long camera, Pointer error);

    /** Name of the model. */
    String arvCameraGetModelName(long camera, Pointer error);

    /** Serial number. */
    String arvCameraGetDeviceSerialNumber(long camera, Pointer error);

    /** The node of a name, 0 if there is none; not a new reference. */
    long arvDeviceGetFeature(long device, String node);

    /** Reads a register from the device itself: of GigE Vision and USB3 Vision there is one at address 0. */
    int arvDeviceReadRegister(long device, long address, Pointer value, Pointer error);

    /** Writes a node. */
    void arvDeviceSetBooleanFeatureValue(long device, String node, int value, Pointer error);

    /** Reads a node. */
    int arvDeviceGetBooleanFeatureValue(long device, String node, Pointer error);

    /** Writes a node, also an enumeration by the name of its entry. */
    void arvDeviceSetStringFeatureValue(long device, String node, String value, Pointer error);

    /** Reads a node, also an enumeration. */
    String arvDeviceGetStringFeatureValue(long device, String node, Pointer error);

    /** Writes a node. */
    void arvDeviceSetIntegerFeatureValue(long device, String node, long value, Pointer error);

    /** Reads a node, also the value behind an enumeration's entry. */
    long arvDeviceGetIntegerFeatureValue(long device, String node, Pointer error);

    /** Least and most. */
    void arvDeviceGetIntegerFeatureBounds(long device, String node, Pointer min, Pointer max, Pointer error);

    /** Step, 1 if it has none. */
    long arvDeviceGetIntegerFeatureIncrement(long device, String node, Pointer error);

    /** Writes a node. */
    void arvDeviceSetFloatFeatureValue(long device, String node, double value, Pointer error);

    /** Reads a node. */
    double arvDeviceGetFloatFeatureValue(long device, String node, Pointer error);

    /** Least and most. */
    void arvDeviceGetFloatFeatureBounds(long device, String node, Pointer min, Pointer max, Pointer error);

    /** Step, hardly more than 0 if it has none. */
    double arvDeviceGetFloatFeatureIncrement(long device, String node, Pointer error);

    /** Executes a node. */
    void arvDeviceExecuteCommand(long device, String node, Pointer error);

    /** Entries of an enumeration that are available now; the array, not its texts, is the caller's. */
    Pointer arvDeviceDupAvailableEnumerationFeatureValuesAsStrings(
        long device, String node, Pointer count, Pointer error);

    /** Values behind those entries, in the same order; the array is the caller's. */
    Pointer arvDeviceDupAvailableEnumerationFeatureValues(long device, String node, Pointer count, Pointer error);

    /** Type of a node. */
    long arvGcFeatureNodeGetType();

    /** Type of a node. */
    long arvGcCommandGetType();

    /** Type of a node. */
    long arvGcBooleanGetType();

    /** Type of a node; such a node is an integer and a string, too. */
    long arvGcEnumerationGetType();

    /** Interface of a node. */
    long arvGcIntegerGetType();

    /** Interface of a node. */
    long arvGcFloatGetType();

    /** Interface of a node. */
    long arvGcStringGetType();

    /** Not 0 if the device has the node. */
    int arvGcFeatureNodeIsImplemented(long node, Pointer error);

    /** Not 0 if it can be used now. */
    int arvGcFeatureNodeIsAvailable(long node, Pointer error);

    /** Not 0 if it cannot be written now. */
    int arvGcFeatureNodeIsLocked(long node, Pointer error);

    /** 0 is read only, 1 write only, 2 both. */
    int arvGcFeatureNodeGetActualAccessMode(long node);

    /** Unit of an integer, null or empty if it has none. */
    String arvGcIntegerGetUnit(long node, Pointer error);

    /** Unit of a float, null or empty if it has none. */
    String arvGcFloatGetUnit(long node, Pointer error);

    /** Longest text of a string. */
    long arvGcStringGetMaxLength(long node, Pointer error);

    /** Reads the region of interest. */
    void arvCameraGetRegion(long camera, Pointer x, Pointer y, Pointer width, Pointer height, Pointer error);

    /** Not 0 if the frame rate can be set. */
    int arvCameraIsFrameRateAvailable(long camera, Pointer error);

    /** Least and most frames per second. */
    void arvCameraGetFrameRateBounds(long camera, Pointer min, Pointer max, Pointer error);

    /** Sets the frame rate, within its bounds, and switches triggers off. */
    void arvCameraSetFrameRate(long camera, double framesPerSecond, Pointer error);

    /** Reads the frame rate. */
    double arvCameraGetFrameRate(long camera, Pointer error);

    /** 0 is continuous. */
    void arvCameraSetAcquisitionMode(long camera, int mode, Pointer error);

    /** Bytes that a frame has on the wire. */
    int arvCameraGetPayload(long camera, Pointer error);

    /** Sets the size of a stream packet, headers of IP and UDP included. */
    void arvCameraGvSetPacketSize(long camera, int packetSizeBytes, Pointer error);

    /** Reads the size of a stream packet. */
    int arvCameraGvGetPacketSize(long camera, Pointer error);

    /** 0 keeps the packet size as it is when a stream is made. */
    void arvCameraGvSetPacketSizeAdjustment(long camera, int adjustment);

    /** 1 makes streams use plain sockets. */
    void arvCameraGvSetStreamOptions(long camera, int options);

    /** Makes a stream, whose thread starts at once; callback and its data are 0. */
    long arvCameraCreateStream(long camera, long callback, long userData, Pointer error);

    /** Makes the camera send. */
    void arvCameraStartAcquisition(long camera, Pointer error);

    /** Makes the camera stop sending. */
    void arvCameraStopAcquisition(long camera, Pointer error);

    /** A buffer over memory of ours; user data and its destructor are 0. */
    long arvBufferNewFull(long sizeBytes, long memory, long userData, long destroy);

    /** What became of the frame, 0 if it is complete. */
    int arvBufferGetStatus(long buffer);

    /** Writes how many bytes arrived to an address; returns the buffer's memory. */
    long arvBufferGetData(long buffer, long sizeAddress);

    /** Number that the device gave the frame. */
    long arvBufferGetFrameId(long buffer);

    /** The device's own clock in nanoseconds when it made the frame, as the frame's first packet says. */
    long arvBufferGetTimestamp(long buffer);

    /** CLOCK_REALTIME of this host in nanoseconds when the frame's first packet arrived. */
    long arvBufferGetSystemTimestamp(long buffer);

    /** Queues a buffer to be filled and gives it away. */
    void arvStreamPushBuffer(long stream, long buffer);

    /** Takes a buffer back, 0 if none is ready. */
    long arvStreamTryPopBuffer(long stream);

    /** Writes counts since the stream was made to addresses; underruns are packets for which no buffer was queued. */
    void arvStreamGetStatistics(long stream, long completed, long failures, long underruns);

    /** Starts the receive thread again. */
    void arvStreamStartThread(long stream);

    /** Joins the receive thread and, if told so, drops the buffers in both queues. */
    int arvStreamStopThread(long stream, int deleteBuffers);
}
