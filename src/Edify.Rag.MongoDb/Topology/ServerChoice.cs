using Edify.Rag.MongoDb.Settings;

namespace Edify.Rag.MongoDb.Topology;

/// <summary>Which servers may answer, by what is known of them and what is asked for (server selection).</summary>
internal static class ServerChoice
{
    /// <summary>The servers that will do: those near enough to the nearest.</summary>
    public static IReadOnlyList<ServerDescription> Among(TopologyState state, ReadPreference preference, TimeSpan window)
    {
        List<ServerDescription> suitable = state.Kind switch
        {
            TopologyKind.Single => [.. state.Servers.Values.Where(s => s.Kind is not ServerKind.Unknown)],
            TopologyKind.Sharded => [.. state.Servers.Values.Where(s => s.Kind is ServerKind.Router)],
            TopologyKind.SetWithPrimary or TopologyKind.SetWithoutPrimary => OfSet([.. state.Servers.Values], preference),
            _ => [],
        };
        if (suitable.Count == 0) return suitable;
        var most = suitable.Min(s => s.RoundTrip) + window;
        return [.. suitable.Where(s => s.RoundTrip <= most)];
    }

    private static List<ServerDescription> OfSet(IReadOnlyList<ServerDescription> servers, ReadPreference preference)
    {
        List<ServerDescription> primary = [.. servers.Where(s => s.Kind is ServerKind.Primary)];
        IEnumerable<ServerDescription> secondaries = servers.Where(s => s.Kind is ServerKind.Secondary);
        switch (preference.Mode)
        {
            case ReadMode.Secondary: return Tagged(secondaries, preference);
            case ReadMode.Nearest: return Tagged(primary.Concat(secondaries), preference);
            case ReadMode.PrimaryPreferred: return primary.Count > 0 ? primary : Tagged(secondaries, preference);
            case ReadMode.SecondaryPreferred: return Tagged(secondaries, preference) is { Count: > 0 } some ? some : primary;
            default: return primary;
        }
    }

    // The first set of tags that any server has.
    private static List<ServerDescription> Tagged(IEnumerable<ServerDescription> servers, ReadPreference preference)
    {
        if (preference.TagSets.Count == 0) return [.. servers];
        foreach (var set in preference.TagSets)
        {
            List<ServerDescription> found = [.. servers.Where(s => set.All(tag => s.Hello!.Tags.TryGetValue(tag.Key, out var value) && value == tag.Value))];
            if (found.Count > 0) return found;
        }

        return [];
    }
}
