using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Settings;

namespace Edify.Rag.MongoDb.Topology;

/// <summary>Says why no server could be chosen.</summary>
internal static class SelectionErrors
{
    public static RagException TimedOut(TopologyState state, ReadPreference preference, TimeSpan timeout)
    {
        var faults = state.Servers.Values.Where(s => s.Error is not null).OrderBy(s => s.Address.ToString(), StringComparer.Ordinal).ToList();

        // What waiting does not mend is said as what it is.
        if (faults.Count > 0 && faults.Count == state.Servers.Count && faults[0].Error is RagConfigurationException or MongoIncompatibleException) return (RagException)faults[0].Error!;
        var wanted = preference.Mode is ReadMode.Primary ? "primary" : $"server for readPreference={ReadPreference.NameOf(preference.Mode)}";
        return new MongoTimeoutException($"No {wanted} of MongoDB was found within {timeout}{Because(state, faults)}", faults.Count > 0 ? faults[0].Error : null);
    }

    private static string Because(TopologyState state, List<ServerDescription> faults)
    {
        if (state.Servers.IsEmpty) return state.SetName is { } name ? $": none of the servers is of the replica set '{name}'." : ": the servers don't belong together.";
        if (faults.Count > 0) return ": " + string.Join(' ', faults.Select(f => f.Error!.Message).Distinct());
        return ": " + string.Join(", ", state.Servers.Values.Select(s => $"{s.Address} is {s.Kind}").Order(StringComparer.Ordinal)) + ".";
    }
}
