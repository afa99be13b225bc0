using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Settings;

/// <summary>Which members of a replica set may answer reads.</summary>
internal enum ReadMode
{
    Primary,
    PrimaryPreferred,
    Secondary,
    SecondaryPreferred,
    Nearest,
}

/// <summary>Which members may answer, and of these which are wanted first.</summary>
/// <param name="Mode">Primary, secondaries or both.</param>
/// <param name="TagSets">Sets of tags in order of preference; a member has all tags of a set. None for any member.</param>
internal sealed record ReadPreference(ReadMode Mode, IReadOnlyList<IReadOnlyDictionary<string, string>> TagSets)
{
    public static ReadPreference Primary { get; } = new(ReadMode.Primary, []);

    /// <summary>As it stands in commands; empty for the primary, which needs none.</summary>
    public byte[] ToBson()
    {
        if (Mode is ReadMode.Primary) return [];
        using var writer = new BsonWriter(256);
        writer.Start();
        writer.String("mode"u8, NameOf(Mode));
        if (TagSets.Count > 0)
        {
            writer.StartArray("tags"u8);
            foreach (var set in TagSets)
            {
                writer.StartDocument(BsonWriter.Item);
                foreach (var (name, value) in set) writer.String(System.Text.Encoding.UTF8.GetBytes(name), value);
                writer.End();
            }

            writer.End();
        }

        writer.End();
        return writer.Written.ToArray();
    }

    public static string NameOf(ReadMode mode) => mode switch
    {
        ReadMode.PrimaryPreferred => "primaryPreferred",
        ReadMode.Secondary => "secondary",
        ReadMode.SecondaryPreferred => "secondaryPreferred",
        ReadMode.Nearest => "nearest",
        _ => "primary",
    };
}
