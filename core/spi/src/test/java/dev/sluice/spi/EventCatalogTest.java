package dev.sluice.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventCatalogTest {

    @Test
    void holdsEveryDocumentedEventOnce() {
        assertThat(EventCatalog.entries())
                .hasSize(69)
                .extracting(EventCatalog.Entry::name)
                .doesNotHaveDuplicates()
                .contains("customer.cio_subscription_preferences_changed", "email.spammed", "whatsapp.replied");
    }

    @Test
    void knowsTheObjectTypes() {
        assertThat(EventCatalog.objectTypes())
                .containsExactly("customer", "email", "in_app", "push", "slack", "sms", "webhook", "whatsapp");
    }

    @Test
    void knowsTheFieldsOfAnEvent() {
        assertThat(EventCatalog.entries())
                .filteredOn(entry -> entry.name().equals("email.clicked"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.dataFields()).contains("href", "link_id"));
    }
}
