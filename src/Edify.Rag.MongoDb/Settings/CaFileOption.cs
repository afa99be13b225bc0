namespace Edify.Rag.MongoDb.Settings;

/// <summary>Adds to a connection string the file of authorities that is set beside it.</summary>
internal static class CaFileOption
{
    public static string Apply(string connectionString, string? caFile)
    {
        if (caFile is null) return connectionString;
        var option = $"tlsCAFile={Uri.EscapeDataString(caFile)}";
        if (connectionString.Contains('?', StringComparison.Ordinal)) return $"{connectionString.TrimEnd('&')}{(connectionString.EndsWith('?') ? "" : "&")}{option}";

        // The options follow the path, even an empty one.
        var scheme = connectionString.IndexOf("://", StringComparison.Ordinal);
        return connectionString.IndexOf('/', scheme < 0 ? 0 : scheme + 3) < 0 ? $"{connectionString}/?{option}" : $"{connectionString}?{option}";
    }
}
