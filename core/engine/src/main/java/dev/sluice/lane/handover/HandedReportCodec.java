package dev.sluice.lane.handover;

import dev.sluice.lane.handover.HandedReport.GivenUp;
import dev.sluice.lane.handover.HandedReport.SetAside;
import java.util.List;
import java.util.Optional;

/** The form of a {@link HandedReport} between nodes. */
public final class HandedReportCodec extends WireCodec<HandedReport> {

    public HandedReportCodec() {
        super("sluice.handed-report");
    }

    @Override
    void write(HandedReport report, WireWriter wire) {
        wire.number(report.grant());
        wire.small(report.settled().size());
        report.settled().forEach(wire::small);
        wire.small(report.given().size());
        for (GivenUp each : report.given()) {
            wire.small(each.place())
                    .text(each.eventId())
                    .text(each.eventName())
                    .text(each.reason())
                    .text(each.detail());
            wire.small(each.mapped().isPresent() ? 1 : 0);
            each.mapped().ifPresent(wire::bytes);
            wire.small(each.tries()).number(each.firstTryAtMillis()).number(each.diedAtMillis());
        }
        wire.small(report.parked().size());
        for (SetAside each : report.parked()) {
            wire.small(each.place())
                    .text(each.key())
                    .number(each.pauseMillis())
                    .small(each.tries())
                    .number(each.firstTryAtMillis());
        }
    }

    @Override
    HandedReport read(WireReader wire) {
        long grant = wire.number();
        List<Integer> settled = wire.list(wire::small);
        List<GivenUp> given = wire.list(() -> new GivenUp(
                wire.small(),
                wire.text(),
                wire.text(),
                wire.text(),
                wire.text(),
                wire.small() == 1 ? Optional.of(wire.bytes()) : Optional.empty(),
                wire.small(),
                wire.number(),
                wire.number()));
        List<SetAside> parked =
                wire.list(() -> new SetAside(wire.small(), wire.text(), wire.number(), wire.small(), wire.number()));
        return new HandedReport(grant, settled, given, parked);
    }
}
