namespace Edify.Rag.MongoDb.Settings;

/// <summary>The options of a connection string that say who may answer reads.</summary>
internal static class ReadOptions
{
    /// <exception cref="RagConfigurationException">Options contradict each other.</exception>
    public static ReadPreference Of(ConnectionOptions options)
    {
        ReadMode[] modes = [ReadMode.Primary, ReadMode.PrimaryPreferred, ReadMode.Secondary, ReadMode.SecondaryPreferred, ReadMode.Nearest];
        var mode = ReadMode.Primary;
        if (options.Text("readPreference") is { } text)
        {
            var known = modes.Where(m => string.Equals(ReadPreference.NameOf(m), text, StringComparison.OrdinalIgnoreCase)).ToList();
            if (known.Count == 1) mode = known[0];
            else options.Unusable<string>("readPreference", string.Join(", ", modes.Select(ReadPreference.NameOf)));
        }

        if (options.Text("maxStalenessSeconds") is not (null or "-1")) options.Warn("The option 'maxStalenessSeconds' is not used.");
        var sets = options.All("readPreferenceTags").Select(tags => Tags(tags, options)).OfType<IReadOnlyDictionary<string, string>>().ToList();
        if (sets.Count > 0 && mode is ReadMode.Primary) throw ConnectionString.Wrong("sets readPreferenceTags, and there is only one primary; set readPreference too");
        return new(mode, sets);
    }

    private static Dictionary<string, string>? Tags(string text, ConnectionOptions options)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = pair.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) return options.Unusable<Dictionary<string, string>>("readPreferenceTags", "\"name:value,name:value\"");
            tags[pair[..colon]] = pair[(colon + 1)..];
        }

        return tags;
    }
}
