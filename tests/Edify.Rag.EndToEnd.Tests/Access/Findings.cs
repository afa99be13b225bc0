namespace Edify.Rag.EndToEnd.Tests.Access;

/// <summary>Holds what was shown against what the oracle says before and after a change: while it happens either may be seen, and nothing else.</summary>
internal sealed class Findings(World before, World after, WorldUser user)
{
    private readonly List<string> _wrong = [];

    /// <summary>What was wrong.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>A document was shown by its name.</summary>
    public void Shown(string name, string way)
    {
        if (!MaySee(name)) _wrong.Add($"LEAK: {user} is shown '{name}' by {way}");
    }

    /// <summary>A text was shown: of each document's marks in it the present version must be one that the user may see.</summary>
    public void Read(string text, string way)
    {
        foreach (var mark in Marks(text))
        {
            if (!Texts(before).Concat(Texts(after)).Contains(mark)) _wrong.Add($"LEAK: {user} reads {mark} by {way}");
        }
    }

    /// <summary>What was asked for in particular came, or did not.</summary>
    public void Asked(string name, bool came, string way)
    {
        if (came) Shown(name, way);
        else if (MustSee(name)) _wrong.Add($"DENIED: {user} is not shown '{name}' by {way}");
    }

    /// <summary>All that can be seen of some documents was listed.</summary>
    public void Listed(IReadOnlyCollection<string> names, Func<WorldDocument, bool> among, string way)
    {
        foreach (var name in names) Shown(name, way);
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Count) _wrong.Add($"TWICE: {user} is shown a document twice by {way}");
        foreach (var document in after.SeenBy(user).Where(among).Where(d => !names.Contains(d.Name) && MustSee(d.Name))) _wrong.Add($"DENIED: {user} is not shown '{document.Name}' by {way}");
    }

    /// <summary>Documents were counted.</summary>
    public void Counted(long count, string way)
    {
        var (one, other) = (before.SeenBy(user).Select(d => d.Name).ToHashSet(), after.SeenBy(user).Select(d => d.Name).ToHashSet());

        // While a version replaces another, both are there.
        if (count > one.Union(other).Count() + (before.Documents == after.Documents ? 0 : 1)) _wrong.Add($"LEAK: {user} counts {count} documents by {way}");
        if (count < one.Intersect(other).Count()) _wrong.Add($"DENIED: {user} counts {count} documents by {way}");
    }

    public void Check(bool isRight, string what)
    {
        if (!isRight) _wrong.Add($"WRONG: {user}: {what}");
    }

    public bool MaySee(string name) => Sees(before, name) || Sees(after, name);

    private bool MustSee(string name) => Sees(before, name) && Sees(after, name) && before.Documents[name] == after.Documents[name];

    private bool Sees(World world, string name) => world.Documents.TryGetValue(name, out var document) && world.Sees(user, document);

    private HashSet<string> Texts(World world) => [.. world.SeenBy(user).Select(d => d.Marker)];

    private static IEnumerable<string> Marks(string text) => System.Text.RegularExpressions.Regex.Matches(text, "m[0-9]+v[0-9]+k").Select(m => m.Value);
}
