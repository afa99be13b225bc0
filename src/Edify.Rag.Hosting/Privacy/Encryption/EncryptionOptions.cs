using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>What is encrypted where it is stored. What is not protected by it is told in docs/privacy.md.</summary>
public sealed class EncryptionOptions
{
    /// <summary>A directory of key files, <c>{id}.key</c>, each of 32 bytes in Base64; the file <c>current</c> names the current one, else the last by name is it.</summary>
    /// <remarks>On Unix nobody but the owner may read the files; they must not lie in the state directory.</remarks>
    /// <value>Default: <see langword="null"/>.</value>
    public string? KeyDirectory { get; set; }

    /// <summary>
    /// What environment variables begin with that hold keys: <c>{prefix}{ID}</c> is 32 bytes in Base64, and <c>{prefix}CURRENT</c> names
    /// the current one. Ids are compared in small letters.
    /// </summary>
    /// <value>Default: <see langword="null"/>.</value>
    public string? KeyVariables { get; set; }

    /// <summary>Whether the texts of documents in the vector store are encrypted, with headings, preface, window, title and what files tell of themselves.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Records { get; set; } = true;

    /// <summary>Whether questions, answers, summaries and what users say of answers are encrypted.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Conversations { get; set; } = true;

    /// <summary>Whether answers in a cache that machines share are encrypted. All that use the cache need the keys.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool Answers { get; set; } = true;

    /// <summary>Whether records that are not encrypted are read. Switch it off once a rotation has encrypted what was there before.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool AllowUnencrypted { get; set; } = true;
}

/// <summary>Checks <see cref="EncryptionOptions"/>.</summary>
internal sealed class EncryptionOptionsValidator : IValidateOptions<EncryptionOptions>
{
    public ValidateOptionsResult Validate(string? name, EncryptionOptions options)
    {
        if (options.KeyDirectory is { } directory && !Directory.Exists(directory)) return ValidateOptionsResult.Fail($"Privacy:Encryption: there is no KeyDirectory '{directory}'.");
        return options.KeyVariables is { } prefix && string.IsNullOrWhiteSpace(prefix)
            ? ValidateOptionsResult.Fail("Privacy:Encryption: KeyVariables is blank; write what the variables begin with, such as \"EDIFY_KEY_\".")
            : ValidateOptionsResult.Success;
    }
}
