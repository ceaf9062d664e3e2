package dev.sluice.journal.sqlite;

import dev.sluice.journal.AppendBatch;
import dev.sluice.journal.DeadLetter;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** The statements of a commit, prepared once. For the writer's thread. */
final class CommitStatements implements AutoCloseable {

    private final PreparedStatement insertChunk;
    private final PreparedStatement moveEnd;
    private final PreparedStatement moveCursor;
    private final PreparedStatement insertLetter;
    private final PreparedStatement deleteChunks;

    CommitStatements(Connection connection) throws SQLException {
        insertChunk = connection.prepareStatement(
                "INSERT INTO chunks (first_offset, event_count, received_at, crc32c, payload) VALUES (?, ?, ?, ?, ?)");
        moveEnd = connection.prepareStatement("UPDATE log_end SET next_offset = ? WHERE partition = 0");
        moveCursor = connection.prepareStatement("""
                INSERT INTO cursors (destination, partition, next_offset) VALUES (?, 0, ?)
                ON CONFLICT DO UPDATE SET next_offset = max(next_offset, excluded.next_offset)
                """);
        insertLetter = connection.prepareStatement("""
                INSERT OR IGNORE INTO dead_letters (source, partition, log_offset, event_id, event_name, reason, detail,
                  original, mapped, tries, received_at, first_try_at, died_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """);
        deleteChunks = connection.prepareStatement("DELETE FROM chunks WHERE first_offset + event_count <= ?");
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

    /** Files a letter; answers whether it was not there yet. */
    boolean file(DeadLetter letter) throws SQLException {
        insertLetter.setString(1, letter.source());
        insertLetter.setInt(2, letter.partition());
        if (letter.offset() < 0) {
            // No two nulls are the same to a unique key, so that what never stood in the log is always filed.
            insertLetter.setNull(3, Types.INTEGER);
        } else {
            insertLetter.setLong(3, letter.offset());
        }
        insertLetter.setString(4, letter.eventId());
        insertLetter.setString(5, letter.eventName());
        insertLetter.setString(6, letter.reason());
        insertLetter.setString(7, letter.detail());
        insertLetter.setBytes(8, letter.original());
        insertLetter.setBytes(9, letter.mapped().orElse(null));
        insertLetter.setInt(10, letter.tries());
        insertLetter.setLong(11, letter.receivedAtMillis());
        insertLetter.setLong(12, letter.firstTryAtMillis());
        insertLetter.setLong(13, letter.diedAtMillis());
        return insertLetter.executeUpdate() > 0;
    }

    void deleteChunksBefore(long offset) throws SQLException {
        deleteChunks.setLong(1, offset);
        deleteChunks.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        insertChunk.close();
        moveEnd.close();
        moveCursor.close();
        insertLetter.close();
        deleteChunks.close();
    }
}
