using System.Globalization;

namespace Edify.Rag.Qdrant.Server.Serving;

/// <summary>The version that the double plays: compared by its minor number, since the major one is 1.</summary>
internal readonly record struct ServerVersion(string Text, int Minor)
{
    public static ServerVersion Parse(string text) => text.Split('.') is ["1", var minor, _]
        ? new(text, int.Parse(minor, CultureInfo.InvariantCulture))
        : throw new ArgumentException($"'{text}' is no version like 1.19.0.", nameof(text));

    public static bool operator >=(ServerVersion version, int minor) => version.Minor >= minor;

    public static bool operator <=(ServerVersion version, int minor) => version.Minor <= minor;
}
