/* What the cameras see. */
#include "simulator.h"

#include <string.h>

#define RAMP 4096

struct pixel_format { const char *name; int bits; };

static const struct pixel_format formats[] = {
    {"Mono8", 8}, {"Mono10", 16}, {"Mono12", 16}, {"Mono16", 16}, {"Mono10p", 10}, {"Mono12p", 12},
    {"Mono12Packed", 12}, {"BayerGR8", 8}, {"BayerRG8", 8}, {"BayerGB8", 8}, {"BayerBG8", 8}, {"BayerGR12", 16},
    {"BayerRG12", 16}, {"BayerGB12", 16}, {"BayerBG12", 16}, {"BayerRG12p", 12}, {"RGB8", 24}, {"BGR8", 24},
};

int pixel_bits(const char *pixel_format) {
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        if (strcmp(formats[i].name, pixel_format) == 0) {
            return formats[i].bits;
        }
    }
    return 0;
}

static uint8_t bytes[RAMP + 256];
static uint16_t words[RAMP + 256];

static void prepare(void) __attribute__((constructor));

static void prepare(void) {
    for (int i = 0; i < RAMP + 256; i++) {
        bytes[i] = (uint8_t)i;
        words[i] = (uint16_t)(i & 255);
    }
}

/* RAMP is a multiple of 256, so that every piece begins like the first. */
static void run(uint8_t *to, const void *ramp, size_t element_bytes, uint64_t count, unsigned phase) {
    const uint8_t *from = (const uint8_t *)ramp + phase * element_bytes;
    while (count > 0) {
        const uint64_t piece = count < RAMP ? count : RAMP;
        memcpy(to, from, piece * element_bytes);
        to += piece * element_bytes;
        count -= piece;
    }
}

void pattern_fill(uint8_t *image, uint64_t frame_id, uint64_t width, uint64_t rows, int bits_per_pixel,
    uint64_t image_length) {
    if (bits_per_pixel != 8 && bits_per_pixel != 16) {
        run(image, bytes, 1, image_length, (unsigned)(frame_id & 255));
        return;
    }
    const size_t element_bytes = bits_per_pixel == 16 ? 2 : 1;
    const void *ramp = bits_per_pixel == 16 ? (const void *)words : (const void *)bytes;
    for (uint64_t y = 0; y < rows; y++) {
        run(image + y * width * element_bytes, ramp, element_bytes, width, (unsigned)((frame_id + y) & 255));
    }
}
