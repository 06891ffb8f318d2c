/* The settings of a camera: names of the GenICam naming convention, with bounds and steps. */
#include "simulator.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SENSOR_PIXELS 4096
#define TRAILING_CHUNK_BYTES 64
#define FASTEST_HZ 5000.0

static const char *const pixel_formats[] = {"Mono8", "Mono10", "Mono12", "Mono16", "Mono10p", "Mono12p",
    "Mono12Packed", "BayerGR8", "BayerRG8", "BayerGB8", "BayerBG8", "BayerGR12", "BayerRG12", "BayerGB12",
    "BayerBG12", "BayerRG12p", "RGB8", "BGR8", NULL};
static const char *const off_on[] = {"Off", "On", NULL};
static const char *const sources[] = {"Software", "Line0", NULL};

static BGAPI2_Node *add(BGAPI2_Device *device, const char *name, node_kind kind) {
    BGAPI2_Node *node = &device->nodes[device->node_count++];
    *node = (BGAPI2_Node){.mark = NODE, .device = device, .name = name, .kind = kind};
    return node;
}

static BGAPI2_Node *add_int(BGAPI2_Device *device, const char *name, int64_t value, int64_t min, int64_t max,
    int64_t inc) {
    BGAPI2_Node *node = add(device, name, KIND_INT);
    node->whole = value;
    node->whole_min = min;
    node->whole_max = max;
    node->whole_inc = inc;
    return node;
}

static void add_double(BGAPI2_Device *device, const char *name, double value, double min, double max, double inc) {
    BGAPI2_Node *node = add(device, name, KIND_DOUBLE);
    node->real = value;
    node->real_min = min;
    node->real_max = max;
    node->real_inc = inc;
}

static BGAPI2_Node *add_text(BGAPI2_Device *device, const char *name, const char *value, const char *const *choices) {
    BGAPI2_Node *node = add(device, name, KIND_TEXT);
    snprintf(node->text, TEXT_BYTES, "%s", value);
    node->choices = choices;
    node->read_only = choices == NULL;
    return node;
}

void nodes_make(BGAPI2_Device *device) {
    add_text(device, "DeviceVendorName", "Framedock", NULL);
    add_text(device, "DeviceModelName", "Simulator", NULL);
    add_text(device, "DeviceSerialNumber", device->camera->serial, NULL);
    add_int(device, "GevTimestampTickFrequency", 1000000000, 1000000000, 1000000000, 1)->read_only = true;
    add_int(device, "SensorWidth", SENSOR_PIXELS, SENSOR_PIXELS, SENSOR_PIXELS, 1)->read_only = true;
    add_int(device, "SensorHeight", SENSOR_PIXELS, SENSOR_PIXELS, SENSOR_PIXELS, 1)->read_only = true;
    add_int(device, "Width", 640, 16, SENSOR_PIXELS, 16)->locked_while_streaming = true;
    add_int(device, "Height", 480, 2, SENSOR_PIXELS, 2)->locked_while_streaming = true;
    add_int(device, "OffsetX", 0, 0, SENSOR_PIXELS, 16)->locked_while_streaming = true;
    add_int(device, "OffsetY", 0, 0, SENSOR_PIXELS, 2)->locked_while_streaming = true;
    add_int(device, "PayloadSize", 0, 0, INT64_MAX, 1)->read_only = true;
    add_text(device, "PixelFormat", "Mono8", pixel_formats)->locked_while_streaming = true;
    add_double(device, "ExposureTime", 10000, 20, 1000000, 1);
    add_double(device, "Gain", 1, 1, 16, 0);
    add_double(device, "AcquisitionFrameRate", 100, 0.5, FASTEST_HZ, 0);
    add(device, "AcquisitionFrameRateEnable", KIND_BOOL);
    add(device, "ChunkModeActive", KIND_BOOL)->locked_while_streaming = true;
    add_text(device, "TriggerMode", "Off", off_on);
    add_text(device, "TriggerSource", "Software", sources);
    add(device, "TriggerSoftware", KIND_COMMAND);
    add(device, "AcquisitionStart", KIND_COMMAND);
    add(device, "AcquisitionStop", KIND_COMMAND);
    add(device, "AcquisitionAbort", KIND_COMMAND);
    add_int(device, "Gamma100", 100, 10, 200, 5);
}

BGAPI2_Node *node_of(BGAPI2_Device *device, const char *name) {
    for (int i = 0; i < device->node_count; i++) {
        if (strcmp(device->nodes[i].name, name) == 0) {
            return &device->nodes[i];
        }
    }
    return NULL;
}

int64_t node_whole(BGAPI2_Device *device, const char *name) {
    return node_of(device, name)->whole;
}

uint64_t image_bytes(BGAPI2_Device *device) {
    const uint64_t pixels = (uint64_t)(node_whole(device, "Width") * node_whole(device, "Height"));
    return (pixels * (uint64_t)pixel_bits(node_of(device, "PixelFormat")->text) + 7) / 8;
}

uint64_t payload_bytes(BGAPI2_Device *device) {
    return image_bytes(device) + (uint64_t)device->camera->image_offset
        + (node_of(device, "ChunkModeActive")->flag ? TRAILING_CHUNK_BYTES : 0);
}

double frame_rate_hz(BGAPI2_Device *device) {
    const double exposed_hz = fmin(FASTEST_HZ, 1e6 / node_of(device, "ExposureTime")->real);
    return node_of(device, "AcquisitionFrameRateEnable")->flag
        ? fmin(exposed_hz, node_of(device, "AcquisitionFrameRate")->real) : exposed_hz;
}

int64_t node_whole_max(const BGAPI2_Node *node) {
    BGAPI2_Device *device = node->device;
    if (strcmp(node->name, "Width") == 0 || strcmp(node->name, "OffsetX") == 0) {
        return SENSOR_PIXELS - node_whole(device, node->name[0] == 'W' ? "OffsetX" : "Width");
    }
    if (strcmp(node->name, "Height") == 0 || strcmp(node->name, "OffsetY") == 0) {
        return SENSOR_PIXELS - node_whole(device, node->name[0] == 'H' ? "OffsetY" : "Height");
    }
    return node->whole_max;
}
