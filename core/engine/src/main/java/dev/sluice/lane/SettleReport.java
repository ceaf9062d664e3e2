package dev.sluice.lane;

/** What the stages tell the account of offsets. */
public sealed interface SettleReport permits Taken, Settled {}
