/*
 * Insides of the simulator. One lock guards all of it; it is given up while a thread waits and while a camera writes
 * a frame. Handles are never freed but used again, so that one used after its end is recognised.
 */
#ifndef SIMULATOR_H
#define SIMULATOR_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "bgapi2_abi.h"

#define CAMERAS 3
#define INTERFACES 2
#define NODES 32
#define TEXT_BYTES 64
#define PLUG_EVENTS 64
#define WAIT_FOR_EVER UINT64_MAX

/* Marks of live handles. */
enum { ENDED = 0, SYSTEM = 0x51, INTERFACE, DEVICE, NODE, STREAM, BUFFER, EVENT };

typedef enum { KIND_INT, KIND_DOUBLE, KIND_TEXT, KIND_BOOL, KIND_COMMAND } node_kind;

struct BGAPI2_Node {
    int mark;
    BGAPI2_Device *device;
    const char *name;
    node_kind kind;
    int64_t whole, whole_min, whole_max, whole_inc;
    double real, real_min, real_max, real_inc;
    bool flag;
    char text[TEXT_BYTES];
    const char *const *choices;
    bool read_only;
    bool locked_while_streaming;
};

typedef enum { BUFFER_IDLE, BUFFER_QUEUED, BUFFER_FILLING, BUFFER_AWAITS, BUFFER_TAKEN } buffer_state;

struct BGAPI2_Buffer {
    int mark;
    void *memory;
    uint64_t bytes;
    void *user;
    BGAPI2_DataStream *announced_to;
    buffer_state state;
    BGAPI2_Buffer *next_in_queue;
    BGAPI2_Buffer *next_ended;
    uint64_t frame_id, timestamp, host_timestamp, filled, width, height, x, y, image_offset, image_length;
    bool incomplete, new_data, chunk;
    char pixel_format[TEXT_BYTES];
};

typedef struct { BGAPI2_Buffer *first, *last; uint64_t count; } buffer_queue;

struct BGAPI2_DataStream {
    int mark;
    BGAPI2_Device *device;
    bool open, started, cancelled;
    buffer_queue input, output;
    uint64_t announced, delivered, underrun, frames;
    BGAPI2_Buffer *filling;
    pthread_cond_t changed;
};

/* A camera as it was plugged in; a later plug is another device. */
struct BGAPI2_Device {
    int mark;
    struct camera *camera;
    bool present, open, acquiring, quit;
    BGAPI2_Node nodes[NODES];
    int node_count;
    BGAPI2_DataStream stream;
    uint64_t next_frame_id, powered_on_ns, next_frame_ns;
    int64_t software_triggers;
    pthread_t thread;
    pthread_cond_t wake;
    BGAPI2_Device *earlier;
};

/* A camera as it lies on the table, plugged in or not. */
struct camera {
    const char *serial, *id;
    int interface_index;
    BGAPI2_Device *device;
    bool occupied, defines_payload;
    int incomplete_every, drop_every, image_offset;
};

struct plug_event { uint64_t type; const char *serial, *id; };

struct BGAPI2_PnPEvent {
    int mark;
    struct plug_event happened;
    BGAPI2_PnPEvent *next_ended;
};

struct BGAPI2_Interface {
    int mark;
    int index;
    bool open, cancelled;
    int plug_mode;
    BGAPI2_Device *listed[CAMERAS];
    bo_uint listed_count;
    struct plug_event events[PLUG_EVENTS];
    unsigned first_event, event_count;
    pthread_cond_t changed;
};

struct BGAPI2_System { int mark; bool listed, got, open, interfaces_listed; };

struct simulator {
    pthread_mutex_t lock;
    BGAPI2_System system;
    BGAPI2_Interface interfaces[INTERFACES];
    struct camera cameras[CAMERAS];
    int buffers, events;
    int64_t late_frames;
    bool plug_events;
    int unplugged_node_result, unplugged_stream_result;
};

extern struct simulator simulator;

/* Begins a call: 0 with the lock taken, or the result with which it is to fail. */
int call_begin(const char *function, bool control);
/* Ends a call that was begun. */
int call_end(int result, bool control);
/* Remembers why a call fails, for BGAPI2_GetLastError; returns the result. */
int fail(int result, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A function of the library in one line: its body runs with the lock taken. */
#define CALL(is_control, body) do { \
        int result_ = call_begin(__func__, is_control); \
        return result_ != 0 ? result_ : call_end((body), is_control); \
    } while (0)
#define CONTROL(body) CALL(true, body)
#define DATA(body) CALL(false, body)

/* Gives a text in two steps: length with the closing 0 if there is no room, else the text. */
int give_text(const char *text, char *room, bo_uint64 *length);

uint64_t now_ns(void);
/* Waits on a condition until a time on CLOCK_MONOTONIC, WAIT_FOR_EVER for ever; false when it has passed. */
bool wait_until(pthread_cond_t *condition, uint64_t deadline_ns);
uint64_t deadline_after_ms(uint64_t ms);
void condition_make(pthread_cond_t *condition);

struct camera *camera_of(const char *serial);
/* Forgets faults, delays and counts. */
void faults_reset(void);

BGAPI2_Device *device_make(struct camera *camera);
/* Joins the thread of an open device. With the lock taken, which is given up meanwhile. */
void device_end(BGAPI2_Device *device);
/* The device is there, -1098 or what was set for an unplugged one if not. */
int device_check(const BGAPI2_Device *device);

void nodes_make(BGAPI2_Device *device);
BGAPI2_Node *node_of(BGAPI2_Device *device, const char *name);
int64_t node_whole(BGAPI2_Device *device, const char *name);
uint64_t image_bytes(BGAPI2_Device *device);
uint64_t payload_bytes(BGAPI2_Device *device);
double frame_rate_hz(BGAPI2_Device *device);

void stream_make(BGAPI2_DataStream *stream, BGAPI2_Device *device);
void queue_push(buffer_queue *queue, BGAPI2_Buffer *buffer);
BGAPI2_Buffer *queue_pop(buffer_queue *queue);

/* Body of a device's thread. */
void *acquisition_run(void *device);

/* Pixel (x, y) is (x + y + frame id) & 255; in a packed format the same of the bytes of one long line. */
void pattern_fill(uint8_t *image, uint64_t frame_id, uint64_t width, uint64_t rows, int bits_per_pixel,
    uint64_t image_length);
/* Bits that a pixel takes, 0 if the format is not known. */
int pixel_bits(const char *pixel_format);

#endif
