using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Errors;
using Edify.Rag.MongoDb.Settings;
using Edify.Rag.MongoDb.Topology;
using Edify.Rag.MongoDb.Wire;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.MongoDb.Client;

/// <summary>Takes a command to a server, and once more to the next where that is safe (retryable reads and writes).</summary>
internal sealed class CommandRunner(MongoSettings settings, MongoTopology topology, TimeProvider time, ILogger logger)
{
    private static readonly byte[] PrimaryPreferred = new ReadPreference(ReadMode.PrimaryPreferred, []).ToBson();

    private readonly Concerns _concerns = new(settings);
    private readonly CursorHomes _cursors = new();
    private readonly SessionPool _sessions = new(time);
    private readonly byte[] _readPreference = settings.ReadPreference.ToBson();

    public MongoTopology Topology => topology;

    /// <exception cref="RagException">It failed, or no server could be reached.</exception>
    public async Task<ReadOnlyMemory<byte>> RunAsync(string database, ReadOnlyMemory<byte> command, CancellationToken cancellationToken)
    {
        var traits = CommandTraits.Of(command.Span);
        var attempt = new Attempt(database, command, traits);
        try
        {
            while (true)
            {
                try
                {
                    return await TryAsync(attempt, cancellationToken).ConfigureAwait(false);
                }
                catch (MongoException e) when (MayRepeat(attempt, e))
                {
                    logger.CommandRepeated(traits.Name, e.Message);
                    attempt.First ??= e;
                }
                catch (MongoException e) when (attempt.First is not null && RetryRules.SaysNothing(e))
                {
                    throw attempt.First;
                }

                if (attempt.Overloads > 0) await Task.Delay(RetryRules.Pause(attempt.Overloads - 1), time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            if (attempt.Session is { } session) _sessions.Return(session);
        }
    }

    /// <summary>Ends sessions, if a server can be reached, and closes everything.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var command in _sessions.End()) await RunAsync("admin", command, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RagException or OperationCanceledException)
        {
            // The server ends them itself in half an hour.
        }

        await topology.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<ReadOnlyMemory<byte>> TryAsync(Attempt attempt, CancellationToken cancellationToken)
    {
        var server = await ServerForAsync(attempt.Traits, cancellationToken).ConfigureAwait(false);
        attempt.IsOnWay = false;
        int? generation = null;
        try
        {
            using var loan = await server.Pool.RentAsync(cancellationToken).ConfigureAwait(false);
            generation = loan.Generation;
            attempt.IsOnWay = true;
            var context = Context(attempt, loan.Connection.Hello);
            var reply = await loan.Connection.RunAsync(attempt.Command, context, cancellationToken).ConfigureAwait(false);
            return Understood(server, attempt, reply);
        }
        catch (Exception e) when (e is MongoException or OperationCanceledException)
        {
            if ((e is MongoConnectionException or OperationCanceledException) && attempt.Session is { } session) session.IsDirty = true;
            if (e is MongoException known) topology.Report(server, known, generation);
            throw;
        }
    }

    private ReadOnlyMemory<byte> Understood(MongoServer server, Attempt attempt, ReadOnlyMemory<byte> reply)
    {
        try
        {
            _cursors.Note(attempt.Traits, server.Address, reply.Span);
            return attempt.Transaction > 0 ? Checked(server, attempt, reply) : reply;
        }
        catch (BsonFormatException e)
        {
            throw new MongoConnectionException($"MongoDB at {server.Address} sent a reply that is damaged: {e.Message}", e);
        }
    }

    // A write that the server took, but not for good, may carry the sign that it can be sent again.
    private static ReadOnlyMemory<byte> Checked(MongoServer server, Attempt attempt, ReadOnlyMemory<byte> reply) =>
        attempt.First is null && ServerReplies.WriteFailureOf(reply.Span) is { } failure && failure.Labels.Contains(ErrorLabels.RetryableWrite)
            ? throw new MongoCommandException(server.Address.ToString(), attempt.Traits.Name, failure)
            : reply;

    private async ValueTask<MongoServer> ServerForAsync(CommandTraits traits, CancellationToken cancellationToken)
    {
        if (_cursors.Of(traits.Cursor) is { } home && topology.Find(home) is { } server) return server;
        return await topology.SelectAsync(traits.IsRead ? settings.ReadPreference : ReadPreference.Primary, cancellationToken).ConfigureAwait(false);
    }

    private CommandContext Context(Attempt attempt, HelloReply hello)
    {
        if (attempt.Transaction == 0 && settings.RetriesWrites && attempt.Traits.IsRepeatableWrite && hello.SessionTimeout is { } lifetime && (hello.SetName is not null || hello.IsRouter))
        {
            // The number stays the same when the command is sent again: that is how the server knows it.
            attempt.Session = _sessions.Take(lifetime);
            attempt.Transaction = attempt.Session.NextTransaction();
        }

        // A server alone is read whatever it is, which a secondary must be told.
        var preference = attempt.Traits.IsRead || attempt.Traits.Cursor != 0 ? _readPreference : [];
        if (settings.IsDirect && preference.Length == 0 && !hello.IsPrimary && hello.SetName is not null) preference = PrimaryPreferred;
        return new(attempt.Database, attempt.Session?.Id, attempt.Transaction, preference, _concerns.For(attempt.Traits));
    }

    private bool MayRepeat(Attempt attempt, MongoException error)
    {
        if (RetryRules.IsOverload(error)) return ++attempt.Overloads <= RetryRules.OverloadRetries;
        if (attempt.First is not null) return false;

        // What never left can be sent anew, whatever it is; one with a number, only as the same.
        if (!attempt.IsOnWay && error is MongoConnectionException) return attempt.Traits.IsRead ? settings.RetriesReads : settings.RetriesWrites && attempt.Traits.IsRepeatableWrite;
        if (attempt.Traits.IsRead) return settings.RetriesReads && RetryRules.IsReadRetryable(error);
        return attempt.Transaction > 0 && RetryRules.IsWriteRetryable(error);
    }

    /// <summary>A command on its way, perhaps for the second time.</summary>
    private sealed class Attempt(string database, ReadOnlyMemory<byte> command, CommandTraits traits)
    {
        public string Database { get; } = database;

        public ReadOnlyMemory<byte> Command { get; } = command;

        public CommandTraits Traits { get; } = traits;

        public ServerSession? Session { get; set; }

        public long Transaction { get; set; }

        /// <summary>Why the first try failed.</summary>
        public MongoException? First { get; set; }

        public int Overloads { get; set; }

        /// <summary>Whether a server may have got it.</summary>
        public bool IsOnWay { get; set; }
    }
}
