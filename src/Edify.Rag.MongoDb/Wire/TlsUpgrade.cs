using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edify.Rag.MongoDb.Settings;

namespace Edify.Rag.MongoDb.Wire;

/// <summary>Encrypts connections. Certificates are loaded once.</summary>
internal sealed class TlsUpgrade
{
    private readonly TlsSettings _settings;
    private readonly X509Certificate2Collection? _authorities;
    private readonly X509Certificate2? _client;

    /// <exception cref="RagConfigurationException">A file of certificates can't be used.</exception>
    public TlsUpgrade(TlsSettings settings)
    {
        _settings = settings;
        if (settings.AuthoritiesFile is { } authorities) _authorities = Load("tlsCAFile", authorities, Authorities);
        if (settings.CertificateFile is { } certificate) _client = Load("tlsCertificateKeyFile", certificate, ClientCertificate);
    }

    /// <exception cref="AuthenticationException">Client and server can't agree, or the server's certificate is not trusted.</exception>
    public async Task<Stream> UpgradeAsync(Stream stream, MongoAddress address, CancellationToken cancellationToken)
    {
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await tls.AuthenticateAsClientAsync(Options(address), cancellationToken).ConfigureAwait(false);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private SslClientAuthenticationOptions Options(MongoAddress address)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = address.Host, RemoteCertificateValidationCallback = (_, _, _, errors) => IsAccepted(errors) };
        if (_client is not null) options.ClientCertificates = [_client];
        if (_authorities is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(_authorities);
            options.CertificateChainPolicy = policy;
        }

        return options;
    }

    private bool IsAccepted(SslPolicyErrors errors)
    {
        if (_settings.AllowsInvalidHosts) errors &= ~SslPolicyErrors.RemoteCertificateNameMismatch;
        if (_settings.AllowsInvalidCertificates) errors &= ~SslPolicyErrors.RemoteCertificateChainErrors;
        return errors is SslPolicyErrors.None;
    }

    private X509Certificate2Collection Authorities(string file)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPemFile(file);
        return certificates.Count > 0 ? certificates : throw new CryptographicException("There is no certificate in it.");
    }

    private X509Certificate2 ClientCertificate(string file)
    {
        using var pem = _settings.KeyPassword is { } password ? X509Certificate2.CreateFromEncryptedPemFile(file, password) : X509Certificate2.CreateFromPemFile(file);

        // Windows uses a key only after it went through this form.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }

    private static T Load<T>(string option, string file, Func<string, T> load)
    {
        try
        {
            return load(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new RagConfigurationException($"The file that {option} of the MongoDB connection string names can't be used; it must be there, readable, and in PEM.", e);
        }
    }
}
