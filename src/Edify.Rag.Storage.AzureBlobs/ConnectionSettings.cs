namespace Edify.Rag.Storage.AzureBlobs;

/// <summary>The parts of a connection string: <c>name=value</c>, joined by semicolons; a value may hold '='.</summary>
internal static class ConnectionSettings
{
    public static string? Value(string? connection, string name)
    {
        foreach (var part in (connection ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && part.AsSpan(0, equals).Trim().Equals(name, StringComparison.OrdinalIgnoreCase) && equals + 1 < part.Length)
                return part[(equals + 1)..].Trim();
        }

        return null;
    }
}
