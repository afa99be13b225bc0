using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Edify.Rag.Qdrant.Connection;

/// <summary>The connections to the server, kept and used again.</summary>
internal static class QdrantTransport
{
    // A server's address may change while the process runs.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <exception cref="RagConfigurationException">The file of certificates can't be used.</exception>
    public static SocketsHttpHandler Create(QdrantOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            // A redirection would take key and texts to a place that nobody configured.
            AllowAutoRedirect = false,
            ConnectTimeout = options.Timeout < ConnectTimeout ? options.Timeout : ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            UseCookies = false,
        };
        if (options.CertificateAuthorityFile is { } file)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(Authorities(file));
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }

    private static X509Certificate2Collection Authorities(string file)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            return certificates.Count > 0 ? certificates : throw new CryptographicException("There is no certificate in it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new RagConfigurationException(
                $"The file that {nameof(QdrantOptions)}.{nameof(QdrantOptions.CertificateAuthorityFile)} names can't be used; it must be there, readable, and in PEM.", e);
        }
    }
}
