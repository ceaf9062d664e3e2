package dev.sluice.journal.sqlite;

import dev.sluice.journal.AppendBatch;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The statements that write the log and its cursors, prepared once. For the writer's thread. */
final class CommitStatements {

    /**
     * What lies wholly before an offset. The first condition says nothing new, but finds the rows by their key: without it each step of
     * a lane would read the whole backlog.
     */
    static final String DELETE_SETTLED =
            "DELETE FROM chunks WHERE first_offset < ?1 AND first_offset + event_count <= ?1";

    private final PreparedStatement insertChunk;
    private final PreparedStatement moveEnd;
    private final PreparedStatement moveCursor;
    private final PreparedStatement deleteChunk;
    private final PreparedStatement deleteChunks;

    CommitStatements(Connection connection) throws SQLException {
        insertChunk = connection.prepareStatement(
                "INSERT INTO chunks (first_offset, event_count, received_at, crc32c, payload) VALUES (?, ?, ?, ?, ?)");
        moveEnd = connection.prepareStatement("UPDATE log_end SET next_offset = ? WHERE partition = 0");
        moveCursor = connection.prepareStatement("""
                INSERT INTO cursors (destination, partition, next_offset) VALUES (?, 0, ?)
                ON CONFLICT DO UPDATE SET next_offset = max(next_offset, excluded.next_offset)
                """);
        deleteChunk = connection.prepareStatement("DELETE FROM chunks WHERE first_offset = ?");
        deleteChunks = connection.prepareStatement(DELETE_SETTLED);
    }

    void append(long firstOffset, int count, List<AppendBatch> batches) throws SQLException {
        byte[] payload = ChunkCodec.encode(batches);
        insertChunk.setLong(1, firstOffset);
        insertChunk.setInt(2, count);
        insertChunk.setLong(3, batches.get(0).receivedAtMillis());
        insertChunk.setLong(4, ChunkCodec.checksum(payload));
        insertChunk.setBytes(5, payload);
        insertChunk.executeUpdate();
        moveEnd.setLong(1, firstOffset + count);
        moveEnd.executeUpdate();
    }

    void moveCursor(String destination, long nextOffset) throws SQLException {
        moveCursor.setString(1, destination);
        moveCursor.setLong(2, nextOffset);
        moveCursor.executeUpdate();
    }

    void deleteChunk(long firstOffset) throws SQLException {
        deleteChunk.setLong(1, firstOffset);
        deleteChunk.executeUpdate();
    }

    void deleteChunksBefore(long offset) throws SQLException {
        deleteChunks.setLong(1, offset);
        deleteChunks.executeUpdate();
    }
}
