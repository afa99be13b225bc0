using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>An embedder refused some of the texts of a call because of what they are; it has made vectors of all others.</summary>
public sealed class TextsRefusedException : RagException
{
    private const int Named = 5;

    /// <summary>Tells which texts were refused, and hands over what was made of the others.</summary>
    /// <param name="refused">The texts that were refused; at least one.</param>
    /// <param name="embeddings">One for each text of the call, in its order; <see langword="null"/> for one that was refused.</param>
    public TextsRefusedException(IReadOnlyList<RefusedText> refused, IReadOnlyList<Embedding<float>?> embeddings)
        : base(Say(refused, embeddings))
    {
        Refused = refused;
        Embeddings = embeddings;
    }

    /// <summary>The texts that were refused.</summary>
    public IReadOnlyList<RefusedText> Refused { get; }

    /// <summary>One for each text of the call, in its order; <see langword="null"/> for one that was refused.</summary>
    public IReadOnlyList<Embedding<float>?> Embeddings { get; }

    private static string Say(IReadOnlyList<RefusedText> refused, IReadOnlyList<Embedding<float>?> embeddings)
    {
        ArgumentNullException.ThrowIfNull(refused);
        ArgumentNullException.ThrowIfNull(embeddings);
        if (embeddings.Count == 1 && refused.Count == 1) return $"The text can't be embedded: {refused[0].Reason}.";
        var named = string.Join("; ", refused.Take(Named).Select(text => $"index {text.Index}: {text.Reason}"));
        var more = refused.Count > Named ? $"; and {refused.Count - Named} more" : string.Empty;
        return $"{refused.Count} of {embeddings.Count} texts can't be embedded ({named}{more}).";
    }
}

/// <summary>A text that an embedder refused.</summary>
/// <param name="Index">Its place among the texts of the call; the first is 0.</param>
/// <param name="Reason">Why, as a part of a sentence; never with the text itself.</param>
public sealed record RefusedText(int Index, string Reason);
