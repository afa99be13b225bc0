using System.Globalization;

namespace Edify.Rag.MongoDb.Settings;

/// <summary>The options of a connection string: each is asked for by name; what nobody asks for is told about.</summary>
internal sealed class ConnectionOptions
{
    private readonly Dictionary<string, List<string>> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _warnings = [];

    /// <summary>What is not understood, so far; what was never asked for with it.</summary>
    public IReadOnlyList<string> Warnings =>
        [.. _warnings, .. _values.Keys.Where(key => !_asked.Contains(key)).Order(StringComparer.OrdinalIgnoreCase).Select(key => $"The option '{Shown(key)}' is unknown and not used.")];

    public static ConnectionOptions Parse(string text)
    {
        var options = new ConnectionOptions();
        foreach (var part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0) throw ConnectionString.Wrong("has an option without a name or a value; options look like \"name=value\" and are joined by '&'");
            var key = ConnectionString.Decode(part[..equals], "options");
            if (!options._values.TryGetValue(key, out var values)) options._values.Add(key, values = []);
            values.Add(ConnectionString.Decode(part[(equals + 1)..], "options"));
        }

        return options;
    }

    /// <summary>Takes options of DNS for those that the string does not set.</summary>
    public void Complete(ConnectionOptions others)
    {
        foreach (var (key, values) in others._values) _values.TryAdd(key, values);
    }

    public IEnumerable<string> Names => _values.Keys;

    public bool Has(string name) => _values.ContainsKey(name);

    public void Warn(string sentence) => _warnings.Add(sentence);

    public IReadOnlyList<string> All(string name)
    {
        _asked.Add(name);
        return _values.TryGetValue(name, out var values) ? values : [];
    }

    /// <summary>A text; <see langword="null"/> when it is not set. Of several the last counts.</summary>
    public string? Text(string name)
    {
        if (All(name) is not { Count: > 0 } values) return null;
        if (values.Count > 1) Warn($"The option '{name}' is set {values.Count} times; the last counts.");
        return values[^1];
    }

    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => Unusable<bool?>(name, "true or false"),
    };

    public int? Number(string name, int least, int most = int.MaxValue)
    {
        if (Text(name) is not { } text) return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Unusable<int?>(name, most == int.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {most}");
    }

    public TimeSpan? Milliseconds(string name, int least = 0) => Number(name, least) is { } number ? TimeSpan.FromMilliseconds(number) : null;

    public T? Unusable<T>(string name, string accepted)
    {
        Warn($"The option '{name}' has a value that can't be used; it may be {accepted}.");
        return default;
    }

    // A name may be anything if a password was not encoded.
    private static string Shown(string key) => key.Length <= 40 && key.All(char.IsAsciiLetterOrDigit) ? key : "…";
}
