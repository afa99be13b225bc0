namespace Edify.Rag.Shared.Conversations;

/// <summary>What a conversation may be called: whoever asks may choose it, and every store keeps it as it is.</summary>
internal static class ConversationIds
{
    public const int MaxLength = 128;

    /// <summary>The identifier itself.</summary>
    /// <exception cref="RagInputException">It is none.</exception>
    public static string Check(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return IsValid(id)
            ? id
            : throw new RagInputException("The conversation's identifier can't be used; 1 to 128 characters are accepted, none of them a control character.");
    }

    /// <summary>Whether there can be a conversation of this name. Halves of characters no store keeps as they are.</summary>
    public static bool IsValid(string id)
    {
        if (id.Length is 0 or > MaxLength) return false;
        for (var i = 0; i < id.Length; i++)
        {
            if (char.IsControl(id[i]) || char.IsLowSurrogate(id[i])) return false;
            if (char.IsHighSurrogate(id[i]) && (++i == id.Length || !char.IsLowSurrogate(id[i]))) return false;
        }

        return true;
    }
}
