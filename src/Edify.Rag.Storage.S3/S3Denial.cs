using Amazon.Runtime;

namespace Edify.Rag.Storage.S3;

/// <summary>Why a server refused credentials, in a sentence that tells what to change.</summary>
internal static class S3Denial
{
    /// <summary>The sentence; <see langword="null"/> when the error tells of something else, or of no more than that access is denied.</summary>
    public static string? Reason(AmazonServiceException e, DateTimeOffset now) => e.ErrorCode switch
    {
        "InvalidAccessKeyId" => $"The server does not know the access key; check {Option(nameof(S3BlobStoreOptions.AccessKey))}.",
        "SignatureDoesNotMatch" => $"The secret key does not belong to the access key; check {Option(nameof(S3BlobStoreOptions.SecretKey))}.",
        "ExpiredToken" or "ExpiredTokenException" or "TokenRefreshRequired" => "The session token has expired; get new temporary keys.",
        "InvalidToken" => $"The session token is not one of these keys; check {Option(nameof(S3BlobStoreOptions.SessionToken))}.",
        "RequestTimeTooSkewed" => Skew(S3Answer.Of(e)?.Time, now),
        "AccountProblem" or "AllAccessDisabled" => "The account or its access to S3 is disabled.",
        _ => null,
    };

    private static string Skew(DateTimeOffset? server, DateTimeOffset now)
    {
        if (server is not { } time) return "The clock of this machine and that of the server differ too much; set it right.";
        var apart = (now - time).Duration();
        var minutes = Math.Max(1, (long)Math.Round(apart.TotalMinutes));
        return $"The clock of this machine is {minutes} minutes {(now < time ? "behind" : "ahead of")} that of the server; set it right.";
    }

    private static string Option(string name) => $"{nameof(S3BlobStoreOptions)}.{name}";
}
