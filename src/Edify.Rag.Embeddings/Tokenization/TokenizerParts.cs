using Edify.Rag.Embeddings.Tokenization.Decoders;
using Edify.Rag.Embeddings.Tokenization.Models;
using Edify.Rag.Embeddings.Tokenization.Normalizers;
using Edify.Rag.Embeddings.Tokenization.PostProcessors;
using Edify.Rag.Embeddings.Tokenization.PreTokenizers;
using Edify.Rag.Embeddings.Tokenization.Vocabulary;

namespace Edify.Rag.Embeddings.Tokenization;

/// <summary>What a tokenizer is made of.</summary>
internal sealed record TokenizerParts
{
    public required TokenModel Model { get; init; }

    public required TokenTable Tokens { get; init; }

    public required string Fingerprint { get; init; }

    public Normalizer? Normalizer { get; init; }

    public PreTokenizer? PreTokenizer { get; init; }

    public PostProcessor PostProcessor { get; init; } = PostProcessor.None;

    public TokenDecoder? Decoder { get; init; }

    public IReadOnlyList<AddedToken> AddedTokens { get; init; } = [];

    public int? PadTokenId { get; init; }

    public int? ModelMaxLength { get; init; }
}
