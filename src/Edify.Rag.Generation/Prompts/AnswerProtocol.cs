namespace Edify.Rag;

/// <summary>What the shipped prompt and whoever reads a model's reply agree on.</summary>
public static class AnswerProtocol
{
    /// <summary>The whole reply of a model that finds no answer in the passages it was given. It is never shown to a user.</summary>
    public const string NoAnswer = "NO_ANSWER";
}
