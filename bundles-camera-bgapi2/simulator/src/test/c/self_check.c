/* Checks the simulator against what it says of itself. Prints what is wrong and ends with 1, or with 0. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bgapi2_simulator.h"
#include "simulator.h"

#define BUFFERS 8
#define CANARY_BYTES 4096
#define PAYLOAD (64 * 32)

static int wrong;

#define EXPECT(condition) do { \
        if (!(condition)) { \
            wrong++; \
            fprintf(stderr, "self_check.c:%d: not so: %s\n", __LINE__, #condition); \
        } \
    } while (0)
#define OK(call) EXPECT((call) == BGAPI2_RESULT_SUCCESS)

static BGAPI2_System *of_system;
static BGAPI2_Interface *interface;
static BGAPI2_Device *device;
static BGAPI2_DataStream *stream;
static BGAPI2_Buffer *buffers[BUFFERS];
static unsigned char memory[BUFFERS][CANARY_BYTES + PAYLOAD + CANARY_BYTES];

static BGAPI2_Node *node(const char *name) {
    BGAPI2_Node *found = NULL;
    OK(BGAPI2_Device_GetRemoteNode(device, name, &found));
    return found;
}

static void open_device(void) {
    bo_uint count = 0;
    bo_bool changed = 0;
    OK(BGAPI2_UpdateSystemList());
    OK(BGAPI2_GetNumSystems(&count));
    EXPECT(count == 1);
    OK(BGAPI2_GetSystem(0, &of_system));
    OK(BGAPI2_System_Open(of_system));
    EXPECT(BGAPI2_System_Open(of_system) == BGAPI2_RESULT_RESOURCE_IN_USE);
    OK(BGAPI2_System_UpdateInterfaceList(of_system, &changed, 100));
    EXPECT(changed == 1);
    OK(BGAPI2_System_GetInterface(of_system, 0, &interface));
    OK(BGAPI2_Interface_Open(interface));
    OK(BGAPI2_Interface_SetPnPEventMode(interface, 1));
    OK(BGAPI2_Interface_UpdateDeviceList(interface, &changed, 100));
    OK(BGAPI2_Interface_GetNumDevices(interface, &count));
    EXPECT(count == 2);
    OK(BGAPI2_Interface_GetDevice(interface, 0, &device));
    OK(BGAPI2_Device_Open(device));
    EXPECT(BGAPI2_Interface_Close(interface) == BGAPI2_RESULT_RESOURCE_IN_USE);
}

static void set_small_and_fast(void) {
    OK(BGAPI2_Node_SetInt(node("Width"), 64));
    OK(BGAPI2_Node_SetInt(node("Height"), 32));
    EXPECT(BGAPI2_Node_SetInt(node("Height"), 33) == BGAPI2_RESULT_INVALID_PARAMETER);
    EXPECT(BGAPI2_Node_SetString(node("PixelFormat"), "Mono7") == BGAPI2_RESULT_INVALID_PARAMETER);
    EXPECT(BGAPI2_Node_SetInt(node("PayloadSize"), 1) == BGAPI2_RESULT_ACCESS_DENIED);
    OK(BGAPI2_Node_SetDouble(node("ExposureTime"), 100));
    OK(BGAPI2_Node_SetBool(node("AcquisitionFrameRateEnable"), 1));
    OK(BGAPI2_Node_SetDouble(node("AcquisitionFrameRate"), 2000));
    bo_int64 payload = 0;
    OK(BGAPI2_Node_GetInt(node("PayloadSize"), &payload));
    EXPECT(payload == PAYLOAD);
    char text[8];
    bo_uint64 length = 0;
    OK(BGAPI2_Node_GetString(node("PixelFormat"), NULL, &length));
    EXPECT(length == 6);
    length = sizeof text;
    OK(BGAPI2_Node_GetString(node("PixelFormat"), text, &length));
    EXPECT(strcmp(text, "Mono8") == 0 && length == 6);
}

static void start_stream(void) {
    OK(BGAPI2_Device_GetDataStream(device, 0, &stream));
    OK(BGAPI2_DataStream_Open(stream));
    memset(memory, 0xEE, sizeof memory);
    for (int i = 0; i < BUFFERS; i++) {
        OK(BGAPI2_CreateBufferWithExternalMemory(&buffers[i], memory[i] + CANARY_BYTES, PAYLOAD, &memory[i]));
        OK(BGAPI2_DataStream_AnnounceBuffer(stream, buffers[i]));
        OK(BGAPI2_DataStream_QueueBuffer(stream, buffers[i]));
        EXPECT(BGAPI2_DataStream_QueueBuffer(stream, buffers[i]) == BGAPI2_RESULT_RESOURCE_IN_USE);
        EXPECT(BGAPI2_DataStream_RevokeBuffer(stream, buffers[i], NULL) == BGAPI2_RESULT_RESOURCE_IN_USE);
        EXPECT(BGAPI2_DeleteBuffer(buffers[i], NULL) == BGAPI2_RESULT_RESOURCE_IN_USE);
    }
    OK(BGAPI2_DataStream_StartAcquisitionContinuous(stream));
    OK(BGAPI2_Node_Execute(node("AcquisitionStart")));
    EXPECT(BGAPI2_Node_SetInt(node("Width"), 128) == BGAPI2_RESULT_ACCESS_DENIED);
}

static int index_of(BGAPI2_Buffer *buffer) {
    void *user = NULL;
    OK(BGAPI2_Buffer_GetUserPtr(buffer, &user));
    return (int)(((unsigned char *)user - memory[0]) / (long)sizeof memory[0]);
}

static void check_pixels(BGAPI2_Buffer *buffer, int rows) {
    const int i = index_of(buffer);
    bo_uint64 id = 0;
    OK(BGAPI2_Buffer_GetFrameID(buffer, &id));
    for (int y = 0; y < 32; y++) {
        for (int x = 0; x < 64; x++) {
            const int expected = y < rows ? (x + y + (int)id) & 255 : -1;
            const int seen = memory[i][CANARY_BYTES + y * 64 + x];
            EXPECT(expected < 0 || seen == expected);
        }
    }
    for (int k = 0; k < CANARY_BYTES; k++) {
        EXPECT(memory[i][k] == 0xEE && memory[i][CANARY_BYTES + PAYLOAD + k] == 0xEE);
    }
}

static void take_frames(void) {
    bo_uint64 last = 0;
    for (int frame = 0; frame < 200; frame++) {
        BGAPI2_Buffer *buffer = NULL;
        OK(BGAPI2_DataStream_GetFilledBuffer(stream, &buffer, 5000));
        bo_bool incomplete = 1;
        OK(BGAPI2_Buffer_GetIsIncomplete(buffer, &incomplete));
        bo_uint64 id = 0;
        OK(BGAPI2_Buffer_GetFrameID(buffer, &id));
        EXPECT(frame == 0 || id > last);
        last = id;
        check_pixels(buffer, incomplete ? 16 : 32);
        OK(BGAPI2_DataStream_QueueBuffer(stream, buffer));
    }
}

static void underrun_leaves_memory_alone(void) {
    for (int i = 0; i < BUFFERS; i++) {
        BGAPI2_Buffer *buffer = NULL;
        OK(BGAPI2_DataStream_GetFilledBuffer(stream, &buffer, 5000));
    }
    static unsigned char before[sizeof memory];
    memcpy(before, memory, sizeof memory);
    bo_uint64 first = 0, now = 0;
    OK(BGAPI2_DataStream_GetNumUnderrun(stream, &first));
    do {
        OK(BGAPI2_DataStream_GetNumUnderrun(stream, &now));
    } while (now < first + 20);
    EXPECT(memcmp(before, memory, sizeof memory) == 0);
    BGAPI2_Buffer *none = NULL;
    EXPECT(BGAPI2_DataStream_GetFilledBuffer(stream, &none, 0) == BGAPI2_RESULT_TIMEOUT);
    OK(BGAPI2_DataStream_CancelGetFilledBuffer(stream));
    EXPECT(BGAPI2_DataStream_GetFilledBuffer(stream, &none, WAIT_FOR_EVER) == BGAPI2_RESULT_ABORT);
}

static void stop_all(bool plugged) {
    if (plugged) {
        OK(BGAPI2_Node_Execute(node("AcquisitionStop")));
    }
    OK(BGAPI2_DataStream_StopAcquisition(stream));
    EXPECT(BGAPI2_DataStream_Close(stream) == BGAPI2_RESULT_RESOURCE_IN_USE);
    OK(BGAPI2_DataStream_DiscardAllBuffers(stream));
    for (int i = 0; i < BUFFERS; i++) {
        OK(BGAPI2_DataStream_RevokeBuffer(stream, buffers[i], NULL));
        OK(BGAPI2_DeleteBuffer(buffers[i], NULL));
        EXPECT(BGAPI2_DeleteBuffer(buffers[i], NULL) == BGAPI2_RESULT_INVALID_BUFFER);
    }
    EXPECT(BGAPI2_Device_Close(device) == BGAPI2_RESULT_RESOURCE_IN_USE);
    OK(BGAPI2_DataStream_Close(stream));
    OK(BGAPI2_Device_Close(device));
    OK(BGAPI2_Interface_Close(interface));
    OK(BGAPI2_System_Close(of_system));
    OK(BGAPI2_ReleaseSystem(of_system));
    EXPECT(BGAPI2_System_Open(of_system) == BGAPI2_RESULT_INVALID_HANDLE);
    EXPECT(bgapi2sim_open_handles() == 0);
}

static void cable(void) {
    BGAPI2_PnPEvent *event = NULL;
    OK(BGAPI2_CreatePnPEvent(&event));
    EXPECT(BGAPI2_Interface_GetPnPEvent(interface, event, 1) == BGAPI2_RESULT_TIMEOUT);
    OK(bgapi2sim_unplug("SIM0001"));
    OK(BGAPI2_Interface_GetPnPEvent(interface, event, WAIT_FOR_EVER));
    bo_uint64 type = 9, length = TEXT_BYTES;
    char serial[TEXT_BYTES];
    OK(BGAPI2_PnPEvent_GetPnPType(event, &type));
    OK(BGAPI2_PnPEvent_GetSerialNumber(event, serial, &length));
    EXPECT(type == 0 && strcmp(serial, "SIM0001") == 0);
    BGAPI2_Node *gone = NULL;
    EXPECT(BGAPI2_Device_GetRemoteNode(device, "Width", &gone) == BGAPI2_RESULT_LOWLEVEL_ERROR);
    OK(bgapi2sim_replug("SIM0001"));
    OK(BGAPI2_Interface_GetPnPEvent(interface, event, 1000));
    OK(BGAPI2_PnPEvent_GetPnPType(event, &type));
    EXPECT(type == 1);
    EXPECT(BGAPI2_Device_GetRemoteNode(device, "Width", &gone) == BGAPI2_RESULT_LOWLEVEL_ERROR);
    OK(BGAPI2_ReleasePnPEvent(event));
}

static void faults(void) {
    OK(bgapi2sim_fail_call("BGAPI2_GetNumSystems", 1, 1, BGAPI2_RESULT_ERROR));
    bo_uint count = 0;
    OK(BGAPI2_GetNumSystems(&count));
    EXPECT(BGAPI2_GetNumSystems(&count) == BGAPI2_RESULT_ERROR);
    OK(BGAPI2_GetNumSystems(&count));
    OK(bgapi2sim_fail_nth(2, BGAPI2_RESULT_ABORT));
    OK(BGAPI2_GetNumSystems(&count));
    EXPECT(BGAPI2_UpdateSystemList() == BGAPI2_RESULT_ABORT);
    EXPECT(strcmp(bgapi2sim_failed_call(), "BGAPI2_UpdateSystemList") == 0);
    BGAPI2_RESULT last = 0;
    bo_uint64 length = 0;
    OK(BGAPI2_GetLastError(&last, NULL, &length));
    EXPECT(last == BGAPI2_RESULT_ABORT && length > 1);
}

int main(void) {
    for (int round = 0; round < 2; round++) {
        open_device();
        set_small_and_fast();
        OK(bgapi2sim_incomplete_every("SIM0001", round == 0 ? 0 : 7));
        start_stream();
        take_frames();
        underrun_leaves_memory_alone();
        EXPECT(bgapi2sim_reset() == BGAPI2_RESULT_RESOURCE_IN_USE);
        if (round == 1) {
            cable();
        }
        stop_all(round == 0);
        OK(bgapi2sim_reset());
    }
    faults();
    EXPECT(bgapi2sim_overlapping_calls() == 0);
    printf("BGAPI2 simulator: self-check %s\n", wrong == 0 ? "passed" : "failed");
    return wrong == 0 ? 0 : 1;
}
