namespace Edify.Rag.MongoDb.Errors;

/// <summary>A failure as servers report it.</summary>
/// <param name="Code">The number; 0 when there is none.</param>
/// <param name="CodeName">The number's name.</param>
/// <param name="Text">What the server says, without values.</param>
/// <param name="Labels">What may be done about it.</param>
internal sealed record ServerError(int Code, string CodeName, string Text, IReadOnlyList<string> Labels)
{
    /// <summary>Whether the same command may succeed later.</summary>
    public bool IsTransient =>
        ErrorCodes.IsRetryableRead(Code) || Code is ErrorCodes.MaxTimeExpired or ErrorCodes.WriteConflict || Labels.Any(ErrorLabels.MeansLater);

    /// <summary>Whether the server is no longer what it was taken for: no primary, or shutting down.</summary>
    public bool IsStateChange => ErrorCodes.IsStateChange(Code);
}
