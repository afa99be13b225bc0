using Edify.Rag.Documents.Pdf.Content;

namespace Edify.Rag.Documents.Pdf.Layout;

/// <summary>Finds the grids that the ruling lines of a page make.</summary>
internal static class GridFinder
{
    private const float MaxGap = 3;
    private const float SameLine = 1.5f;
    private const int MaxRules = 500;

    public static List<RuledGrid> Find(List<Ruling> rulings, short angle)
    {
        if (rulings.Count < 4 || angle % 90 != 0) return [];
        var (along, across) = (new List<Rule>(), new List<Rule>());
        foreach (var ruling in rulings) Turn(ruling, angle, along, across);
        (along, across) = (Merge(along), Merge(across));
        if (along.Count < 2 || across.Count < 2 || along.Count > MaxRules || across.Count > MaxRules) return [];
        return [.. Components(along, across).Where(g => g.HasCells).OrderBy(g => g.Area)];
    }

    // As with glyphs: x along the baseline, y across lines, growing downwards.
    private static void Turn(in Ruling ruling, short angle, List<Rule> along, List<Rule> across)
    {
        var (cos, sin) = angle switch { 90 => (0, 1), 180 => (-1, 0), 270 => (0, -1), _ => (1, 0) };
        var (x, endX) = (ruling.X * cos + ruling.Y * sin, ruling.EndX * cos + ruling.EndY * sin);
        var (y, endY) = (ruling.X * sin - ruling.Y * cos, ruling.EndX * sin - ruling.EndY * cos);
        if (y == endY) along.Add(new Rule(y, Math.Min(x, endX), Math.Max(x, endX)));
        else across.Add(new Rule(x, Math.Min(y, endY), Math.Max(y, endY)));
    }

    // Lines are often drawn in pieces, cell by cell, and both edges of a thin box.
    private static List<Rule> Merge(List<Rule> rules)
    {
        var merged = new List<Rule>();
        var bands = new List<Rule>();
        foreach (var rule in rules.OrderBy(r => r.At).ThenBy(r => r.Start))
        {
            if (bands.Count > 0 && rule.At - bands[0].At > SameLine) Join(bands, merged);
            bands.Add(rule);
        }

        Join(bands, merged);
        return merged;
    }

    private static void Join(List<Rule> band, List<Rule> merged)
    {
        band.Sort((a, b) => a.Start.CompareTo(b.Start));
        var first = merged.Count;
        foreach (var rule in band)
        {
            if (merged.Count > first && rule.Start <= merged[^1].End + MaxGap) merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, rule.End) };
            else merged.Add(rule);
        }

        band.Clear();
    }

    private static IEnumerable<RuledGrid> Components(List<Rule> along, List<Rule> across)
    {
        var parent = Enumerable.Range(0, along.Count + across.Count).ToArray();
        for (var i = 0; i < along.Count; i++)
            for (var j = 0; j < across.Count; j++)
                if (Meet(along[i], across[j])) parent[Root(parent, i)] = Root(parent, along.Count + j);
        var members = Enumerable.Range(0, parent.Length).ToLookup(i => Root(parent, i));
        foreach (var component in members)
        {
            var rows = component.Where(i => i < along.Count).Select(i => along[i]).ToList();
            var columns = component.Where(i => i >= along.Count).Select(i => across[i - along.Count]).ToList();
            if (rows.Count >= 2 && columns.Count >= 1) yield return new RuledGrid(rows, columns);
        }
    }

    private static bool Meet(Rule along, Rule across) =>
        across.At >= along.Start - MaxGap && across.At <= along.End + MaxGap && along.At >= across.Start - MaxGap && along.At <= across.End + MaxGap;

    private static int Root(int[] parent, int index)
    {
        while (parent[index] != index) index = parent[index] = parent[parent[index]];
        return index;
    }
}
