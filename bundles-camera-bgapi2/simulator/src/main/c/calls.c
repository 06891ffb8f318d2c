/* What every call has in common: the lock, errors, injected faults, texts, time. */
#include "simulator.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "bgapi2_simulator.h"

#define RULES 16
#define TRACE_BYTES 65536

struct rule { char function[TEXT_BYTES]; int good, times, result, delay_ms; };

static pthread_mutex_t rules_lock = PTHREAD_MUTEX_INITIALIZER;
static struct rule rules[RULES];
static int nth, nth_result, control_calls_inside, overlapping;
static char failed_call[TEXT_BYTES];
static char trace[TRACE_BYTES];
static size_t trace_length;
static char trace_last[TEXT_BYTES];

static _Thread_local int last_result;
static _Thread_local char last_text[256];

int fail(int result, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(last_text, sizeof last_text, format, arguments);
    va_end(arguments);
    last_result = result;
    return result;
}

static void copy(char *to, const char *from) {
    snprintf(to, TEXT_BYTES, "%s", from);
}

static void remember(const char *function) {
    const size_t length = strlen(function);
    if (strcmp(function, trace_last) == 0 || trace_length + length + 2 > TRACE_BYTES) {
        return;
    }
    if (trace_length > 0) {
        trace[trace_length++] = ' ';
    }
    memcpy(trace + trace_length, function, length + 1);
    trace_length += length;
    copy(trace_last, function);
}

/* The result with which a call is to fail, 0 for none, and how long it is to take. */
static int rule_for(const char *function, int *delay_ms) {
    int result = 0;
    if (nth > 0 && --nth == 0) {
        copy(failed_call, function);
        result = nth_result;
    }
    for (int i = 0; i < RULES; i++) {
        struct rule *rule = &rules[i];
        if (strcmp(rule->function, function) != 0) {
            continue;
        }
        if (rule->delay_ms > *delay_ms) {
            *delay_ms = rule->delay_ms;
        }
        if (rule->times > 0 && rule->good > 0) {
            rule->good--;
        } else if (rule->times > 0) {
            rule->times--;
            result = rule->result;
        }
    }
    return result;
}

int call_begin(const char *function, bool control) {
    int delay_ms = 0;
    pthread_mutex_lock(&rules_lock);
    const int result = rule_for(function, &delay_ms);
    if (control) {
        if (control_calls_inside++ > 0) {
            overlapping++;
        }
        remember(function);
    }
    pthread_mutex_unlock(&rules_lock);
    if (delay_ms > 0) {
        const struct timespec pause = {delay_ms / 1000, delay_ms % 1000 * 1000000L};
        nanosleep(&pause, NULL);
    }
    pthread_mutex_lock(&simulator.lock);
    return result == 0 ? 0 : call_end(fail(result, "%s was made to fail by the simulator", function), control);
}

int call_end(int result, bool control) {
    pthread_mutex_unlock(&simulator.lock);
    if (control) {
        pthread_mutex_lock(&rules_lock);
        control_calls_inside--;
        pthread_mutex_unlock(&rules_lock);
    }
    return result;
}

BGAPI2_RESULT BGAPI2_GetLastError(BGAPI2_RESULT *error, char *text, bo_uint64 *length) {
    if (error != NULL) {
        *error = last_result;
    }
    return length == NULL ? BGAPI2_RESULT_INVALID_PARAMETER : give_text(last_text, text, length);
}

int give_text(const char *text, char *room, bo_uint64 *length) {
    if (length == NULL) {
        return fail(BGAPI2_RESULT_INVALID_PARAMETER, "the length of a text needs a place");
    }
    const uint64_t needed = strlen(text) + 1;
    const uint64_t given = *length;
    *length = needed;
    if (room == NULL) {
        return 0;
    }
    if (given < needed) {
        return fail(BGAPI2_RESULT_INVALID_PARAMETER, "a text of %llu bytes does not fit %llu",
            (unsigned long long)needed, (unsigned long long)given);
    }
    memcpy(room, text, needed);
    return 0;
}

uint64_t now_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t deadline_after_ms(uint64_t ms) {
    const uint64_t longest_ms = 1000u * 3600u * 24u * 365u;
    return ms > longest_ms ? WAIT_FOR_EVER : now_ns() + ms * 1000000u;
}

bool wait_until(pthread_cond_t *condition, uint64_t deadline_ns) {
    if (deadline_ns == WAIT_FOR_EVER) {
        pthread_cond_wait(condition, &simulator.lock);
        return true;
    }
    const struct timespec until = {(time_t)(deadline_ns / 1000000000u), (long)(deadline_ns % 1000000000u)};
    return pthread_cond_timedwait(condition, &simulator.lock, &until) != ETIMEDOUT;
}

void condition_make(pthread_cond_t *condition) {
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(condition, &attributes);
    pthread_condattr_destroy(&attributes);
}

static struct rule *rule_to_set(const char *function) {
    struct rule *unused = NULL;
    for (int i = 0; i < RULES; i++) {
        if (strcmp(rules[i].function, function) == 0) {
            return &rules[i];
        }
        if (unused == NULL && rules[i].times == 0 && rules[i].delay_ms == 0) {
            unused = &rules[i];
        }
    }
    if (unused != NULL) {
        *unused = (struct rule){.function = ""};
        copy(unused->function, function);
    }
    return unused;
}

bo_int bgapi2sim_fail_call(const char *function, bo_int good, bo_int times, bo_int result) {
    pthread_mutex_lock(&rules_lock);
    struct rule *rule = rule_to_set(function);
    if (rule != NULL) {
        rule->good = good;
        rule->times = times;
        rule->result = result;
    }
    pthread_mutex_unlock(&rules_lock);
    return rule == NULL ? BGAPI2_RESULT_RESOURCE_IN_USE : 0;
}

bo_int bgapi2sim_delay_call(const char *function, bo_int ms) {
    pthread_mutex_lock(&rules_lock);
    struct rule *rule = rule_to_set(function);
    if (rule != NULL) {
        rule->delay_ms = ms;
    }
    pthread_mutex_unlock(&rules_lock);
    return rule == NULL ? BGAPI2_RESULT_RESOURCE_IN_USE : 0;
}

bo_int bgapi2sim_fail_nth(bo_int n, bo_int result) {
    pthread_mutex_lock(&rules_lock);
    nth = n;
    nth_result = result;
    failed_call[0] = 0;
    pthread_mutex_unlock(&rules_lock);
    return 0;
}

bo_int bgapi2sim_overlapping_calls(void) {
    pthread_mutex_lock(&rules_lock);
    const bo_int seen = overlapping;
    pthread_mutex_unlock(&rules_lock);
    return seen;
}

const char *bgapi2sim_failed_call(void) {
    return failed_call;
}

void bgapi2sim_trace_begin(void) {
    pthread_mutex_lock(&rules_lock);
    trace_length = 0;
    trace[0] = 0;
    trace_last[0] = 0;
    pthread_mutex_unlock(&rules_lock);
}

const char *bgapi2sim_trace(void) {
    return trace;
}

void faults_reset(void) {
    pthread_mutex_lock(&rules_lock);
    memset(rules, 0, sizeof rules);
    nth = 0;
    failed_call[0] = 0;
    overlapping = 0;
    pthread_mutex_unlock(&rules_lock);
    bgapi2sim_trace_begin();
}
