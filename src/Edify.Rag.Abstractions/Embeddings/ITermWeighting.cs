using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>An embedder that weighs the words of a question by how rare they are in the collection.</summary>
/// <remarks>
/// Found by <see cref="IEmbeddingGenerator.GetService"/>, so that decorators do not hide it. Who embeds a question asks it for
/// words, the store for their <see cref="TermStatistics"/>, and hands these over by <see cref="EmbeddingPurposes.ForQuery(TermStatistics?)"/>.
/// So the embedder needs no store, the store is asked once a question, and not at all where the embedder does not weigh words.
/// Safe for concurrent use.
/// </remarks>
public interface ITermWeighting
{
    /// <summary>The words of a question whose frequencies the embedder can use, each once.</summary>
    /// <param name="question">The question.</param>
    IReadOnlyCollection<string> WordsOf(string question);
}
