namespace Edify.Rag.MongoDb.Settings;

/// <summary>How connections are encrypted.</summary>
/// <param name="AuthoritiesFile">A PEM file of the authorities that are trusted; <see langword="null"/> for the system's.</param>
/// <param name="CertificateFile">A PEM file with the client's certificate and its key.</param>
/// <param name="KeyPassword">The key's password, a secret.</param>
/// <param name="AllowsInvalidCertificates">Whether any certificate will do. For tests.</param>
/// <param name="AllowsInvalidHosts">Whether the certificate may be another host's.</param>
internal sealed record TlsSettings(
    string? AuthoritiesFile = null, string? CertificateFile = null, string? KeyPassword = null, bool AllowsInvalidCertificates = false, bool AllowsInvalidHosts = false)
{
    public override string ToString() => "TLS";
}
