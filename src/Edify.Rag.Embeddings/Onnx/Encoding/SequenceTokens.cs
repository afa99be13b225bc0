using System.Numerics.Tensors;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>Hands tokens over to a job.</summary>
internal static class SequenceTokens
{
    /// <summary>Adds a sequence of what a tokenizer wrote.</summary>
    /// <returns>Number of its tokens.</returns>
    /// <exception cref="RagConfigurationException">A token is not in the model's vocabulary.</exception>
    public static int Add(EncodingJob job, TokenBuffer tokens, LoadedEncoder model)
    {
        // A tokenizer without special tokens makes none of an empty text, and a model wants one.
        if (tokens.Count == 0)
        {
            job.Add(job.Tokens.Add([model.Tokenizer.PadTokenId ?? 0], [0]), 1);
            return 0;
        }

        // The model would take a number that it does not have for another token's, or from the end.
        if (TensorPrimitives.Max(tokens.Ids) >= model.VocabularySize || TensorPrimitives.Min(tokens.Ids) < 0)
        {
            throw new RagConfigurationException(
                $"The tokenizer beside '{model.File}' gives token {TensorPrimitives.Max(tokens.Ids)}, and the model's vocabulary has {model.VocabularySize}; they belong to different models.");
        }

        job.Add(job.Tokens.Add(tokens), tokens.Count);
        return tokens.Count;
    }
}
