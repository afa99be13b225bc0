namespace Edify.Rag;

/// <summary>Answers that were given before, so that the same question costs once.</summary>
/// <remarks>
/// Safe for concurrent use. An answer is found again only under everything it depends on: tenant and access scope, content of the
/// collection, prompt, model, settings, conversation. The assistant asks it; what others can do is to have it forget.
/// </remarks>
public interface IAnswerCache
{
    /// <summary>Forgets all answers to questions of a tenant; answers that are being written are not kept either.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="cancellationToken">Stops the request.</param>
    /// <exception cref="RagStateException">The cache that machines share can't be reached; this process has forgotten them.</exception>
    Task ClearAsync(string tenant, CancellationToken cancellationToken = default);
}
