using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Settings;
using Edify.Rag.MongoDb.Wire;

namespace Edify.Rag.MongoDb.Authentication;

/// <summary>Logs a user in on one connection. The first step goes with the greeting, in the hope that the server knows it.</summary>
internal sealed class AuthenticationAttempt(Authenticator authenticator)
{
    // A server needs two answers; one that always wants another would keep the client for ever.
    private const int MostSteps = 8;

    private readonly MongoCredential _credential = authenticator.Credential;
    private ScramClient? _speculative;

    /// <summary>Adds to a greeting what the server needs to know.</summary>
    public void WriteTo(BsonWriter hello)
    {
        if (_credential.Mechanism is null) hello.String("saslSupportedMechs"u8, $"{_credential.Source}.{_credential.User}");
        if (_credential.Mechanism is MongoCredential.Certificate) return;
        var scram = authenticator.For(_credential.Mechanism ?? MongoCredential.Sha256);
        _speculative = scram.Begin();
        hello.StartDocument("speculativeAuthenticate"u8);
        WriteStart(hello, scram.Mechanism, _speculative.First());
        hello.String("db"u8, _credential.Source);
        hello.End();
    }

    /// <summary>Goes on from the reply to the greeting.</summary>
    /// <exception cref="MongoAuthenticationException">The server does not take the user, or does not prove itself.</exception>
    public async Task CompleteAsync(MongoConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            if (_credential.Mechanism is MongoCredential.Certificate) await UseCertificateAsync(connection, cancellationToken).ConfigureAwait(false);
            else await UsePasswordAsync(connection, cancellationToken).ConfigureAwait(false);
        }
        catch (MongoCommandException e) when (e.Code is ErrorCodes.AuthenticationFailed or ErrorCodes.Unauthorized)
        {
            throw Refused(connection, "refuses the user or the password; check both in the connection string, and authSource", e);
        }
        catch (MongoCommandException e) when (!e.IsTransient)
        {
            throw Refused(connection, $"does not let the user in: {e.Error.CodeName} ({e.Code}); check authMechanism and authSource in the connection string", e);
        }
        catch (ScramException e)
        {
            throw Refused(connection, $"can't be trusted with the password: {e.Message}", e);
        }
        catch (BsonFormatException e)
        {
            throw new MongoConnectionException($"MongoDB at {connection.Address} sent a reply that is damaged: {e.Message}", e);
        }
    }

    private static MongoAuthenticationException Refused(MongoConnection connection, string what, Exception inner) => new($"MongoDB at {connection.Address} {what}.", inner);

    private async Task UsePasswordAsync(MongoConnection connection, CancellationToken cancellationToken)
    {
        if (_speculative is not null && !connection.Hello.Speculative.IsEmpty)
        {
            await FinishAsync(connection, _speculative, SaslReply.Parse(connection.Hello.Speculative.Span), cancellationToken).ConfigureAwait(false);
            return;
        }

        var mechanism = _credential.Mechanism
            ?? (connection.Hello.Mechanisms?.Contains(MongoCredential.Sha256) is true ? MongoCredential.Sha256 : MongoCredential.Sha1);
        var client = authenticator.For(mechanism).Begin();
        var reply = await RunAsync(connection, Start(mechanism, client.First()), cancellationToken).ConfigureAwait(false);
        await FinishAsync(connection, client, reply, cancellationToken).ConfigureAwait(false);
    }

    private async Task FinishAsync(MongoConnection connection, ScramClient client, SaslReply first, CancellationToken cancellationToken)
    {
        var reply = await RunAsync(connection, Continue(first.Conversation, client.Final(first.Payload)), cancellationToken).ConfigureAwait(false);
        client.Verify(reply.Payload);
        for (var step = 0; !reply.IsDone; step++)
        {
            if (step == MostSteps) throw new ScramException("The server does not end the conversation.");
            reply = await RunAsync(connection, Continue(first.Conversation, []), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<SaslReply> RunAsync(MongoConnection connection, byte[] command, CancellationToken cancellationToken) =>
        SaslReply.Parse((await connection.RunAsync(command, new CommandContext(_credential.Source), cancellationToken).ConfigureAwait(false)).Span);

    private async Task UseCertificateAsync(MongoConnection connection, CancellationToken cancellationToken)
    {
        using var writer = new BsonWriter();
        writer.Start();
        writer.Int32("authenticate"u8, 1);
        writer.String("mechanism"u8, MongoCredential.Certificate);
        if (_credential.User.Length > 0) writer.String("user"u8, _credential.User);
        writer.End();
        await connection.RunAsync(writer.Written, new CommandContext(_credential.Source), cancellationToken).ConfigureAwait(false);
    }

    private static byte[] Start(string mechanism, byte[] payload)
    {
        using var writer = new BsonWriter();
        writer.Start();
        WriteStart(writer, mechanism, payload);
        writer.End();
        return writer.Written.ToArray();
    }

    private static void WriteStart(BsonWriter writer, string mechanism, byte[] payload)
    {
        writer.Int32("saslStart"u8, 1);
        writer.String("mechanism"u8, mechanism);
        writer.Binary("payload"u8, BsonBinary.Generic, payload);
        writer.Int32("autoAuthorize"u8, 1);
        writer.StartDocument("options"u8);
        writer.Boolean("skipEmptyExchange"u8, true);
        writer.End();
    }

    private static byte[] Continue(int conversation, byte[] payload)
    {
        using var writer = new BsonWriter();
        writer.Start();
        writer.Int32("saslContinue"u8, 1);
        writer.Int32("conversationId"u8, conversation);
        writer.Binary("payload"u8, BsonBinary.Generic, payload);
        writer.End();
        return writer.Written.ToArray();
    }
}
