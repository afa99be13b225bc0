using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Client;

/// <summary>Sessions that nobody uses at the moment; the last one used goes out first. Safe for concurrent use.</summary>
internal sealed class SessionPool(TimeProvider time)
{
    // A session that is about to end on the server could end on the way there.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Stack<ServerSession> _free = new();

    /// <param name="lifetime">How long the server keeps a session that is not used.</param>
    public ServerSession Take(TimeSpan lifetime)
    {
        lock (_lock)
        {
            while (_free.TryPop(out var session))
                if (time.GetElapsedTime(session.LastUse) < lifetime - Margin) return session;
        }

        return new ServerSession(Guid.NewGuid());
    }

    public void Return(ServerSession session)
    {
        if (session.IsDirty) return;
        session.LastUse = time.GetTimestamp();
        lock (_lock) _free.Push(session);
    }

    /// <summary>Commands that end all sessions, each as many as a server takes at once.</summary>
    public IEnumerable<byte[]> End()
    {
        const int Most = 10_000;
        List<ServerSession> free;
        lock (_lock)
        {
            free = [.. _free];
            _free.Clear();
        }

        foreach (var some in free.Chunk(Most))
        {
            using var writer = new BsonWriter(64 * some.Length);
            writer.Start();
            writer.StartArray("endSessions"u8);
            foreach (var session in some)
            {
                writer.StartDocument(BsonWriter.Item);
                writer.Uuid("id"u8, session.Id);
                writer.End();
            }

            writer.End();
            writer.End();
            yield return writer.Written.ToArray();
        }
    }
}
