using System.Collections.Frozen;
using Edify.Rag.Hosting.Privacy.Detection.Checks;

namespace Edify.Rag.Hosting.Privacy.Detection;

/// <summary>Reads patterns of national numbers: a line each, of name, shape, check, need of context and words, parted by bars; "#" begins a remark.</summary>
internal static class PatternPack
{
    private const string Shipped = "Edify.Rag.Hosting.Privacy.Detection.Packs.national-ids.txt";

    private static readonly Lazy<IReadOnlyList<NationalIdPattern>> OfPackage = new(() =>
    {
        using var stream = typeof(PatternPack).Assembly.GetManifestResourceStream(Shipped) ?? throw new InvalidOperationException($"{Shipped} is missing.");
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd(), "national-ids.txt");
    });

    private static readonly FrozenDictionary<string, ContextNeed> Needs = new Dictionary<string, ContextNeed>
    {
        ["never"] = ContextNeed.Never,
        ["bare"] = ContextNeed.Bare,
        ["always"] = ContextNeed.Always,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the package knows.</summary>
    public static IReadOnlyList<NationalIdPattern> Known => OfPackage.Value;

    /// <exception cref="RagConfigurationException">The file can't be read, or a line of it is no pattern.</exception>
    public static IReadOnlyList<NationalIdPattern> ReadFile(string path)
    {
        try
        {
            return Read(File.ReadAllText(path), path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RagConfigurationException($"The pattern file '{path}' can't be read: {e.Message}", e);
        }
    }

    public static IReadOnlyList<NationalIdPattern> Read(string pack, string path)
    {
        var patterns = new List<NationalIdPattern>();
        var number = 0;
        foreach (var line in pack.AsSpan().EnumerateLines())
        {
            number++;
            if (!line.Trim().IsEmpty && !line.TrimStart().StartsWith("#")) patterns.Add(ReadLine(line.ToString(), $"'{path}', line {number}"));
        }

        return patterns;
    }

    private static NationalIdPattern ReadLine(string line, string place)
    {
        var parts = line.Split('|', StringSplitOptions.TrimEntries);
        if (parts.Length != 5) throw Wrong(place, $"it has {parts.Length} parts; it must have name | shape | check | need | words");
        if (parts[0].IndexOf('-', StringComparison.Ordinal) != 2) throw Wrong(place, $"the name '{parts[0]}' must begin with a country's two letters and a dash");
        if (!IdChecks.All.TryGetValue(parts[2], out var check)) throw Wrong(place, $"the check '{parts[2]}' is unknown; known are {string.Join(", ", IdChecks.All.Keys.Order(StringComparer.Ordinal))}");
        if (!Needs.TryGetValue(parts[3], out var need)) throw Wrong(place, $"the need '{parts[3]}' must be never, bare or always");
        var context = new ContextWords(parts[4].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        if (need != ContextNeed.Never && context.IsEmpty) throw Wrong(place, "it needs words, and none stand there");
        try
        {
            return new(parts[0], NumberShape.Parse(parts[1]), check, need, context);
        }
        catch (FormatException e)
        {
            throw Wrong(place, $"the shape '{parts[1]}' can't be read: {e.Message}");
        }
    }

    private static RagConfigurationException Wrong(string place, string what) => new($"The pattern of a national number in {place} can't be used: {what}.");
}
