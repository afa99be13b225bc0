using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Access;

/// <summary>Reports roles that are not known, each once: a misspelt role is a user who sees nothing and does not know why.</summary>
internal sealed class UnknownRoles(ILogger logger)
{
    private const int Most = 256;
    private const int LongestShown = 64;

    private readonly ConcurrentDictionary<string, bool> _reported = new(StringComparer.OrdinalIgnoreCase);

    public void Report(string role)
    {
        // What a token brings that is no name is told as that, and once.
        var shown = role.Length <= LongestShown && RagPrincipals.TryParse($"role:{role}", out var principal) ? principal["role:".Length..] : "(no name)";
        if (_reported.ContainsKey(shown) || _reported.Count >= Most) return;
        if (_reported.TryAdd(shown, true)) logger.UnknownRole(shown);
    }
}
