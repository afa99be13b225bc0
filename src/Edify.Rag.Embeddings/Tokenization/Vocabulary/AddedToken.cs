namespace Edify.Rag.Embeddings.Tokenization.Vocabulary;

/// <summary>A token that is found in the text before a model sees it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Content">Its text.</param>
/// <param name="IsSpecial">Whether decoding may leave it out.</param>
/// <param name="IsSingleWord">Whether it is one only where no word character stands beside it.</param>
/// <param name="TakesSpaceBefore">Whether white space before it belongs to it.</param>
/// <param name="TakesSpaceAfter">Whether white space after it belongs to it.</param>
/// <param name="IsNormalized">Whether it is looked for in the normalized text rather than in the original.</param>
internal sealed record AddedToken(
    int Id, string Content, bool IsSpecial, bool IsSingleWord = false, bool TakesSpaceBefore = false, bool TakesSpaceAfter = false, bool IsNormalized = false);
