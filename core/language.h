/* The language of messages. Reports are Chinese always. */
#ifndef DAOPAN_CORE_LANGUAGE_H
#define DAOPAN_CORE_LANGUAGE_H

enum language { LANGUAGE_ZH, LANGUAGE_EN, LANGUAGE_COUNT };

#endif
