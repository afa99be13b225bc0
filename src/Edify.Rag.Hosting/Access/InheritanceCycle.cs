namespace Edify.Rag.Hosting.Access;

/// <summary>Looks for roles that inherit from themselves by way of others.</summary>
internal static class InheritanceCycle
{
    /// <summary>The first circle, with the role that it begins with at both ends; <see langword="null"/> when there is none.</summary>
    /// <param name="roles">Roles whose parents all exist.</param>
    public static IReadOnlyList<string>? Find(IEnumerable<KeyValuePair<string, SchoolRole>> roles)
    {
        var parents = roles.ToDictionary(r => r.Key.Trim(), r => r.Value.Inherits.Select(p => p.Trim()).ToList(), StringComparer.OrdinalIgnoreCase);
        var done = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var role in parents.Keys.Order(StringComparer.OrdinalIgnoreCase))
        {
            if (Walk(role) is { } cycle) return cycle;
        }

        return null;

        // Depth first, with the way on a list of its own: a chain may be as long as there are roles.
        List<string>? Walk(string start)
        {
            var way = new List<string>();
            var next = new Stack<(string Role, int Depth)>([(start, 0)]);
            while (next.TryPop(out var step))
            {
                way.RemoveRange(step.Depth, way.Count - step.Depth);
                var met = way.FindIndex(r => r.Equals(step.Role, StringComparison.OrdinalIgnoreCase));
                if (met >= 0) return [.. way[met..], way[met]];
                if (!done.Add(step.Role)) continue;
                way.Add(step.Role);
                foreach (var parent in parents[step.Role]) next.Push((parent, way.Count));
            }

            return null;
        }
    }
}
