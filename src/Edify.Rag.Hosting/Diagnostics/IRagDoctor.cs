namespace Edify.Rag;

/// <summary>Looks at a pipeline as an operator would: what it is made of, what can be reached, what is misconfigured.</summary>
/// <remarks>Safe for concurrent use; reads only.</remarks>
public interface IRagDoctor
{
    /// <summary>What the pipeline was assembled from.</summary>
    RagDescription Description { get; }

    /// <summary>Examines every part. A part that fails is a finding, not an exception.</summary>
    /// <param name="cancellationToken">Stops the examination.</param>
    Task<IReadOnlyList<RagFinding>> ExamineAsync(CancellationToken cancellationToken = default);
}

/// <summary>What was found out about one part.</summary>
/// <param name="Part">The part, such as "blobs".</param>
/// <param name="Health">How it is.</param>
/// <param name="Message">What was found.</param>
/// <param name="Remedy">What to do; empty when nothing is to be done.</param>
public sealed record RagFinding(string Part, RagHealth Health, string Message, string Remedy = "");

/// <summary>How a part is.</summary>
public enum RagHealth
{
    /// <summary>It works.</summary>
    Healthy,

    /// <summary>It works, with something to look at.</summary>
    Attention,

    /// <summary>It does not work.</summary>
    Broken,
}
