// What the kernel lets any UDP name server do on one core: takes a batch of queries, puts one fixed address
// behind each question, sends the batch. It parses no more than the length of the name, and looks nothing up.
//
// usage: ceiling PORT        prints "ready", answers on 127.0.0.1 until it is ended

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

enum { BATCH = 64, LONGEST = 1232, HEADER = 12, TYPE_AND_CLASS = 4 };

// A pointer to the question, A, IN, five seconds, 10.244.0.6.
static const unsigned char record[] = {0xC0, HEADER, 0, 1, 0, 1, 0, 0, 0, 5, 0, 4, 10, 244, 0, 6};

static unsigned char messages[BATCH][LONGEST + sizeof record];
static struct sockaddr_in peers[BATCH];
static struct iovec vectors[BATCH];
static struct mmsghdr batch[BATCH];

// Turns a query into its answer; returns the answer's length, 0 for what is no query.
static size_t answer(unsigned char *message, size_t length) {
  size_t end = HEADER;
  while (end < length && message[end] != 0) end += message[end] + 1;
  end += 1 + TYPE_AND_CLASS;
  if (end > length) return 0;
  message[2] |= 0x84;  // QR and AA
  message[3] = 0;
  static const unsigned char counts[] = {0, 1, 0, 0, 0, 0};
  memcpy(message + 6, counts, sizeof counts);
  memcpy(message + end, record, sizeof record);
  return end + sizeof record;
}

static void prepare(void) {
  for (int i = 0; i < BATCH; i++) {
    vectors[i] = (struct iovec){.iov_base = messages[i], .iov_len = LONGEST};
    batch[i].msg_hdr = (struct msghdr){
        .msg_name = &peers[i], .msg_namelen = sizeof peers[i], .msg_iov = &vectors[i], .msg_iovlen = 1};
  }
}

int main(int count, char **words) {
  if (count != 2) {
    fprintf(stderr, "usage: ceiling PORT\n");
    return 64;
  }
  int descriptor = socket(AF_INET, SOCK_DGRAM, 0);
  struct sockaddr_in address = {
      .sin_family = AF_INET, .sin_port = htons(atoi(words[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int buffer = 4 << 20;
  setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
  if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0) {
    perror("bind");
    return 1;
  }
  puts("ready");
  fflush(stdout);
  for (;;) {
    prepare();
    int received = recvmmsg(descriptor, batch, BATCH, MSG_WAITFORONE, NULL);
    if (received < 0) continue;
    for (int i = 0; i < received; i++) vectors[i].iov_len = answer(messages[i], batch[i].msg_len);
    for (int sent = 0; sent < received;) {
      int more = sendmmsg(descriptor, batch + sent, received - sent, 0);
      sent += more > 0 ? more : 1;
    }
  }
}
