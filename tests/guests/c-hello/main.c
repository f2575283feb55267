/* A command in C on preview 1, which becomes a component through the standard adapter. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Prints a greeting for each argument, then standard input in upper case, and exits with the number of its lines. */
int main(int argc, char **argv) {
  printf("hello from C\n");
  for (int index = 1; index < argc; index++) {
    printf("argument %d: %s\n", index, argv[index]);
  }
  const char *language = getenv("LANGUAGE");
  if (language != NULL) {
    printf("language: %s\n", language);
  }

  char line[256];
  int lines = 0;
  while (fgets(line, sizeof line, stdin) != NULL) {
    for (char *at = line; *at != '\0'; at++) {
      if (*at >= 'a' && *at <= 'z') *at -= 'a' - 'A';
    }
    fputs(line, stdout);
    lines++;
  }
  fprintf(stderr, "%d lines\n", lines);
  return lines;
}
