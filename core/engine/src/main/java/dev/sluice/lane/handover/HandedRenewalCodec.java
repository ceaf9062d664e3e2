package dev.sluice.lane.handover;

/** The form of a {@link HandedRenewal} between nodes. */
public final class HandedRenewalCodec extends WireCodec<HandedRenewal> {

    public HandedRenewalCodec() {
        super("sluice.handed-renewal");
    }

    @Override
    void write(HandedRenewal renewal, WireWriter wire) {
        wire.small(renewal.grants().size());
        renewal.grants().forEach(wire::number);
    }

    @Override
    HandedRenewal read(WireReader wire) {
        return new HandedRenewal(wire.list(wire::number));
    }
}
