namespace Edify.Rag;

/// <summary>What a pipeline was assembled from; what <c>edify-rag doctor</c> prints.</summary>
/// <param name="Name">The pipeline's name.</param>
/// <param name="Stages">Its stages, in the order of the flow.</param>
public sealed record RagDescription(string Name, IReadOnlyList<RagStage> Stages);

/// <summary>One stage of a pipeline.</summary>
/// <param name="Contract">The contract's name, such as "IVectorStore".</param>
/// <param name="Providers">What is used; several where a stage has several.</param>
/// <param name="Decorators">What wraps it, innermost first.</param>
public sealed record RagStage(string Contract, IReadOnlyList<string> Providers, IReadOnlyList<string> Decorators);
