/*
 * What only the simulator has: a way to pull its cameras' cables, to make calls fail, and to see what was left open.
 * No such function exists in Baumer's library; the name of one tells a simulator from it.
 *
 * There are three cameras, all of model "Simulator": SIM0001 and SIM0002 on the first interface, SIM0003 on the second.
 * With ChunkModeActive, 64 bytes follow the image: CLOCK_MONOTONIC in ns when the frame was whole, and filling.
 * Functions that take a serial number return 0, or -1009 if there is no such camera. Any thread.
 */
#ifndef BGAPI2_SIMULATOR_H
#define BGAPI2_SIMULATOR_H

#include "bgapi2_abi.h"

/* One line about this library. */
BGAPI2_EXPORT const char *bgapi2sim_description(void);

/* Everything as at the beginning. -1004 and no change while anything is open. */
BGAPI2_EXPORT bo_int bgapi2sim_reset(void);

/* Systems got, systems, interfaces, devices and streams opened, buffers and events created, and not given back. */
BGAPI2_EXPORT bo_int bgapi2sim_open_handles(void);

/*
 * Ends all handles that are still open, as the end of a process would: for tests of programs that cannot close them.
 * Nothing may be inside a call. Returns how many there were.
 */
BGAPI2_EXPORT bo_int bgapi2sim_forget_handles(void);

/* Control calls that were made while another thread was inside one: Baumer's samples warn of that. */
BGAPI2_EXPORT bo_int bgapi2sim_overlapping_calls(void);

/* Frames that left later than their time, since this machine was busy; the frames after them are late by as much. */
BGAPI2_EXPORT bo_int64 bgapi2sim_late_frames(void);

/* The cable: out (event 0, delivery stops, calls that need the camera fail) and in again (event 1, defaults). */
BGAPI2_EXPORT bo_int bgapi2sim_unplug(const char *serial);
BGAPI2_EXPORT bo_int bgapi2sim_replug(const char *serial);

/* Whether the cable tells of itself: 0 suppresses plug events. */
BGAPI2_EXPORT bo_int bgapi2sim_plug_events(bo_int enabled);

/*
 * What calls return once their camera is unplugged, since nobody knows what Baumer's library does: node calls (not 0),
 * and calls that ask for frames (0 lets them time out).
 */
BGAPI2_EXPORT bo_int bgapi2sim_unplugged_results(bo_int node_result, bo_int stream_result);

/* Another program has the camera: opening it fails with -1005. */
BGAPI2_EXPORT bo_int bgapi2sim_occupy(const char *serial, bo_int occupied);

/* Every nth frame is incomplete (its first half is written), or dropped by the camera; 0 ends it. */
BGAPI2_EXPORT bo_int bgapi2sim_incomplete_every(const char *serial, bo_int n);
BGAPI2_EXPORT bo_int bgapi2sim_drop_every(const char *serial, bo_int n);

/* Id of the next frame; ids go on from there. */
BGAPI2_EXPORT bo_int bgapi2sim_next_frame_id(const char *serial, bo_int64 id);

/* Bytes of chunk data before the image, part of the payload. */
BGAPI2_EXPORT bo_int bgapi2sim_image_offset(const char *serial, bo_int bytes);

/* Whether the stream, and not the node PayloadSize, tells the payload's size. */
BGAPI2_EXPORT bo_int bgapi2sim_stream_defines_payload(const char *serial, bo_int defined);

/* Makes calls of one function fail: after a number of good ones, a number of times. */
BGAPI2_EXPORT bo_int bgapi2sim_fail_call(const char *function, bo_int good, bo_int times, bo_int result);

/* Makes the nth call of any function fail, counted from now; 0 ends it. */
BGAPI2_EXPORT bo_int bgapi2sim_fail_nth(bo_int n, bo_int result);

/* Name of the function that bgapi2sim_fail_nth made fail, empty if none has been yet. */
BGAPI2_EXPORT const char *bgapi2sim_failed_call(void);

/* Makes calls of one function take longer. */
BGAPI2_EXPORT bo_int bgapi2sim_delay_call(const char *function, bo_int ms);

/* Names of the control calls since the trace was last begun, each once in a row, with blanks between them. */
BGAPI2_EXPORT void bgapi2sim_trace_begin(void);
BGAPI2_EXPORT const char *bgapi2sim_trace(void);

#endif
