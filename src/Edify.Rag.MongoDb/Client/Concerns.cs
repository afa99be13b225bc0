using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Settings;

namespace Edify.Rag.MongoDb.Client;

/// <summary>The read and write concern of the connection string, as elements of commands.</summary>
internal sealed class Concerns(MongoSettings settings)
{
    private readonly byte[] _write = settings.WriteConcern.IsDefault ? [] : WriteElement(settings.WriteConcern);
    private readonly byte[] _read = settings.ReadConcern is null ? [] : ReadElement(settings.ReadConcern);

    /// <summary>What is added to a command; nothing when it has its own.</summary>
    public ReadOnlyMemory<byte> For(CommandTraits traits) => traits.HasConcern ? default : traits.IsWrite ? _write : traits.TakesReadConcern ? _read : default;

    private static byte[] WriteElement(WriteConcern concern)
    {
        using var writer = new BsonWriter(128);
        writer.Start();
        writer.StartDocument("writeConcern"u8);
        if (concern.Tag is { } tag) writer.String("w"u8, tag);
        else if (concern.Acknowledgers is { } count) writer.Int32("w"u8, count);
        if (concern.Journal is { } journal) writer.Boolean("j"u8, journal);
        if (concern.Timeout is { } timeout) writer.Int64("wtimeout"u8, (long)timeout.TotalMilliseconds);
        writer.End();
        writer.End();
        return writer.Written.ToArray();
    }

    private static byte[] ReadElement(string level)
    {
        using var writer = new BsonWriter(128);
        writer.Start();
        writer.StartDocument("readConcern"u8);
        writer.String("level"u8, level);
        writer.End();
        writer.End();
        return writer.Written.ToArray();
    }
}
