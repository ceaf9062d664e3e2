package dev.sluice.cluster;

import com.hazelcast.config.MemberAttributeConfig;
import dev.sluice.config.ClusterConfig.Role;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a node tells others of itself when it joins. */
final class MemberAttributes {

    private static final String ID = "sluice.id";
    private static final String ROLES = "sluice.roles";
    private static final String VERSION = "sluice.version";

    private MemberAttributes() {}

    static void write(MemberAttributeConfig attributes, Member self) {
        StringBuilder roles = new StringBuilder();
        self.roles().forEach(role -> roles.append(roles.isEmpty() ? "" : ",").append(role));
        attributes.setAttribute(ID, self.id());
        attributes.setAttribute(ROLES, roles.toString());
        attributes.setAttribute(VERSION, self.version());
    }

    /** Names of roles that this version does not know are passed over. */
    static Member read(com.hazelcast.cluster.Member member) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String name : text(member.getAttribute(ROLES)).split(",")) {
            for (Role role : Role.values()) {
                if (role.name().equals(name)) {
                    roles.add(role);
                }
            }
        }
        return new Member(text(member.getAttribute(ID)), roles, text(member.getAttribute(VERSION)));
    }

    private static String text(@Nullable String attribute) {
        return attribute == null ? "" : attribute;
    }
}
