/* The C functions that a program calls to use Baumer's BGAPI2 library, as far as Framedock uses them. */
#ifndef BGAPI2_ABI_H
#define BGAPI2_ABI_H

#include <stdint.h>

#define BGAPI2_EXPORT __attribute__((visibility("default")))

typedef int32_t BGAPI2_RESULT;
typedef uint8_t bo_bool;
typedef int32_t bo_int;
typedef uint32_t bo_uint;
typedef int64_t bo_int64;
typedef uint64_t bo_uint64;
typedef double bo_double;

typedef struct BGAPI2_System BGAPI2_System;
typedef struct BGAPI2_Interface BGAPI2_Interface;
typedef struct BGAPI2_Device BGAPI2_Device;
typedef struct BGAPI2_Node BGAPI2_Node;
typedef struct BGAPI2_DataStream BGAPI2_DataStream;
typedef struct BGAPI2_Buffer BGAPI2_Buffer;
typedef struct BGAPI2_PnPEvent BGAPI2_PnPEvent;

enum {
    BGAPI2_RESULT_SUCCESS = 0,
    BGAPI2_RESULT_ERROR = -1001,
    BGAPI2_RESULT_NOT_INITIALIZED = -1002,
    BGAPI2_RESULT_NOT_IMPLEMENTED = -1003,
    BGAPI2_RESULT_RESOURCE_IN_USE = -1004,
    BGAPI2_RESULT_ACCESS_DENIED = -1005,
    BGAPI2_RESULT_INVALID_HANDLE = -1006,
    BGAPI2_RESULT_NO_DATA = -1008,
    BGAPI2_RESULT_INVALID_PARAMETER = -1009,
    BGAPI2_RESULT_TIMEOUT = -1011,
    BGAPI2_RESULT_ABORT = -1012,
    BGAPI2_RESULT_INVALID_BUFFER = -1013,
    BGAPI2_RESULT_NOT_AVAILABLE = -1014,
    BGAPI2_RESULT_OBJECT_INVALID = -1098,
    BGAPI2_RESULT_LOWLEVEL_ERROR = -1099
};

/* Errors: of the last call that failed on this thread. */
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_GetLastError(BGAPI2_RESULT *error, char *text, bo_uint64 *length);

/* Systems. */
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_UpdateSystemList(void);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_UpdateSystemListFromPath(const char *path);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_GetNumSystems(bo_uint *count);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_GetSystem(bo_uint index, BGAPI2_System **system);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_System_Open(BGAPI2_System *system);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_System_Close(BGAPI2_System *system);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_ReleaseSystem(BGAPI2_System *system);

/* Interfaces. */
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_System_UpdateInterfaceList(BGAPI2_System *system, bo_bool *changed, bo_uint64 ms);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_System_GetNumInterfaces(BGAPI2_System *system, bo_uint *count);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_System_GetInterface(BGAPI2_System *system, bo_uint index, BGAPI2_Interface **found);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Interface_Open(BGAPI2_Interface *interface);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Interface_Close(BGAPI2_Interface *interface);

/* Devices. */
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Interface_UpdateDeviceList(BGAPI2_Interface *interface, bo_bool *changed,
    bo_uint64 ms);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Interface_GetNumDevices(BGAPI2_Interface *interface, bo_uint *count);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Interface_GetDevice(BGAPI2_Interface *interface, bo_uint index,
    BGAPI2_Device **device);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Device_Open(BGAPI2_Device *device);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Device_OpenExclusive(BGAPI2_Device *device);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Device_OpenReadOnly(BGAPI2_Device *device);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Device_Close(BGAPI2_Device *device);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Device_GetID(BGAPI2_Device *device, char *text, bo_uint64 *length);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Device_GetModel(BGAPI2_Device *device, char *text, bo_uint64 *length);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Device_GetSerialNumber(BGAPI2_Device *device, char *text, bo_uint64 *length);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Device_GetAccessStatus(BGAPI2_Device *device, char *text, bo_uint64 *length);

/* Nodes: the settings of a camera. */
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Device_GetRemoteNode(BGAPI2_Device *device, const char *name, BGAPI2_Node **node);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_GetInt(BGAPI2_Node *node, bo_int64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_SetInt(BGAPI2_Node *node, bo_int64 value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_GetIntMin(BGAPI2_Node *node, bo_int64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_GetIntMax(BGAPI2_Node *node, bo_int64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_GetIntInc(BGAPI2_Node *node, bo_int64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_GetDouble(BGAPI2_Node *node, bo_double *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_SetDouble(BGAPI2_Node *node, bo_double value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_GetDoubleMin(BGAPI2_Node *node, bo_double *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_GetDoubleMax(BGAPI2_Node *node, bo_double *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_GetDoubleInc(BGAPI2_Node *node, bo_double *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_GetString(BGAPI2_Node *node, char *text, bo_uint64 *length);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_SetString(BGAPI2_Node *node, const char *text);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_GetBool(BGAPI2_Node *node, bo_bool *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_SetBool(BGAPI2_Node *node, bo_bool value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_IsReadable(BGAPI2_Node *node, bo_bool *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_IsWriteable(BGAPI2_Node *node, bo_bool *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_GetAvailable(BGAPI2_Node *node, bo_bool *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Node_Execute(BGAPI2_Node *node);

/* The stream of a device. */
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Device_GetDataStream(BGAPI2_Device *device, bo_uint index,
    BGAPI2_DataStream **stream);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_Open(BGAPI2_DataStream *stream);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_Close(BGAPI2_DataStream *stream);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_GetDefinesPayloadSize(BGAPI2_DataStream *stream, bo_bool *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_GetPayloadSize(BGAPI2_DataStream *stream, bo_uint64 *bytes);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_StartAcquisitionContinuous(BGAPI2_DataStream *stream);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_StopAcquisition(BGAPI2_DataStream *stream);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_AbortAcquisition(BGAPI2_DataStream *stream);

/* Buffers on their way. */
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_CreateBufferWithExternalMemory(BGAPI2_Buffer **buffer, void *memory,
    bo_uint64 bytes, void *user);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DeleteBuffer(BGAPI2_Buffer *buffer, void **user);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_AnnounceBuffer(BGAPI2_DataStream *stream, BGAPI2_Buffer *buffer);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_QueueBuffer(BGAPI2_DataStream *stream, BGAPI2_Buffer *buffer);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_GetFilledBuffer(BGAPI2_DataStream *stream, BGAPI2_Buffer **buffer,
    bo_uint64 ms);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_CancelGetFilledBuffer(BGAPI2_DataStream *stream);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_DiscardAllBuffers(BGAPI2_DataStream *stream);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_RevokeBuffer(BGAPI2_DataStream *stream, BGAPI2_Buffer *buffer,
    void **user);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_GetNumDelivered(BGAPI2_DataStream *stream, bo_uint64 *count);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_GetNumUnderrun(BGAPI2_DataStream *stream, bo_uint64 *count);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_GetNumAnnounced(BGAPI2_DataStream *stream, bo_uint64 *count);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_GetNumQueued(BGAPI2_DataStream *stream, bo_uint64 *count);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_GetNumAwaitDelivery(BGAPI2_DataStream *stream, bo_uint64 *count);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_DataStream_GetNumStarted(BGAPI2_DataStream *stream, bo_uint64 *count);

/* The frame in a buffer. */
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetFrameID(BGAPI2_Buffer *buffer, bo_uint64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetTimestamp(BGAPI2_Buffer *buffer, bo_uint64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetHostTimestamp(BGAPI2_Buffer *buffer, bo_uint64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetSizeFilled(BGAPI2_Buffer *buffer, bo_uint64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetWidth(BGAPI2_Buffer *buffer, bo_uint64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetHeight(BGAPI2_Buffer *buffer, bo_uint64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetXOffset(BGAPI2_Buffer *buffer, bo_uint64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetYOffset(BGAPI2_Buffer *buffer, bo_uint64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetXPadding(BGAPI2_Buffer *buffer, bo_uint64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetYPadding(BGAPI2_Buffer *buffer, bo_uint64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetImageOffset(BGAPI2_Buffer *buffer, bo_uint64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetImageLength(BGAPI2_Buffer *buffer, bo_uint64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetMemSize(BGAPI2_Buffer *buffer, bo_uint64 *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetIsIncomplete(BGAPI2_Buffer *buffer, bo_bool *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetNewData(BGAPI2_Buffer *buffer, bo_bool *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetIsQueued(BGAPI2_Buffer *buffer, bo_bool *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetImagePresent(BGAPI2_Buffer *buffer, bo_bool *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetContainsChunk(BGAPI2_Buffer *buffer, bo_bool *value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetMemPtr(BGAPI2_Buffer *buffer, void **value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetUserPtr(BGAPI2_Buffer *buffer, void **value);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetPixelFormat(BGAPI2_Buffer *buffer, char *text, bo_uint64 *length);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Buffer_GetPayloadType(BGAPI2_Buffer *buffer, char *text, bo_uint64 *length);

/* Plug events. */
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_CreatePnPEvent(BGAPI2_PnPEvent **event);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_ReleasePnPEvent(BGAPI2_PnPEvent *event);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Interface_SetPnPEventMode(BGAPI2_Interface *interface, bo_int mode);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Interface_GetPnPEvent(BGAPI2_Interface *interface, BGAPI2_PnPEvent *event,
    bo_uint64 ms);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_Interface_CancelGetPnPEvent(BGAPI2_Interface *interface);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_PnPEvent_GetPnPType(BGAPI2_PnPEvent *event, bo_uint64 *type);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_PnPEvent_GetSerialNumber(BGAPI2_PnPEvent *event, char *text, bo_uint64 *length);
BGAPI2_EXPORT BGAPI2_RESULT BGAPI2_PnPEvent_GetID(BGAPI2_PnPEvent *event, char *text, bo_uint64 *length);

#endif
