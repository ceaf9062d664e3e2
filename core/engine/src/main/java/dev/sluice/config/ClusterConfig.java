package dev.sluice.config;

import dev.sluice.tls.CertificateFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a node works with others.
 *
 * @param name nodes of one name work together
 * @param nodeId no two nodes share one
 * @param host the node's own address, by which the others reach it
 * @param port where nodes find each other
 * @param busPort where nodes send each other events and commands; 0 for a free one
 * @param members some nodes to begin with, as host or host:port
 * @param roles what the node does; at least one
 * @param token a secret that all nodes share
 * @param tls encrypts what nodes send each other
 */
public record ClusterConfig(
        String name,
        String nodeId,
        String host,
        int port,
        int busPort,
        List<String> members,
        Set<Role> roles,
        Optional<Secret> token,
        Optional<Tls> tls) {

    public ClusterConfig {
        members = List.copyOf(members);
        roles = Set.copyOf(roles);
    }

    /** What a node does. */
    public enum Role {
        /** Receives webhooks. */
        INGEST,
        /** Delivers events. */
        LANES
    }

    /**
     * How nodes know each other.
     *
     * @param own the node's certificate
     * @param authority a PEM file with the certificates that vouch for nodes
     */
    public record Tls(CertificateFiles own, Path authority) {}
}
