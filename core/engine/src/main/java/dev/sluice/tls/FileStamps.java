package dev.sluice.tls;

import dev.sluice.file.FileStamp;

/** A certificate's and a key's file at one moment. */
record FileStamps(FileStamp certificate, FileStamp key) {}
