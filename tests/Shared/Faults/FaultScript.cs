namespace Edify.Rag.Tests.Shared;

/// <summary>Says which requests get which fault. Of several rules for one request the first wins; each counts what it matches.</summary>
/// <remarks>Safe for use by several connections at a time. Rules may be added while the proxy runs.</remarks>
internal sealed class FaultScript
{
    private readonly Lock _lock = new();
    private readonly List<Rule> _rules = [];
    private readonly List<ProxiedRequest> _requests = [];

    /// <summary>What has come so far, in order.</summary>
    public IReadOnlyList<ProxiedRequest> Requests
    {
        get
        {
            lock (_lock) return [.. _requests];
        }
    }

    /// <summary>The <paramref name="n"/>th match, from 1, has the fault.</summary>
    public FaultScript Nth(int n, Fault fault, Func<ProxiedRequest, bool>? matches = null) => Add(matches, count => count == n ? fault : null);

    /// <summary>The first <paramref name="n"/> matches have the fault.</summary>
    public FaultScript First(int n, Fault fault, Func<ProxiedRequest, bool>? matches = null) => Add(matches, count => count <= n ? fault : null);

    /// <summary>Every <paramref name="n"/>th match has the fault; 1 is each.</summary>
    public FaultScript Every(int n, Fault fault, Func<ProxiedRequest, bool>? matches = null) => Add(matches, count => count % n == 0 ? fault : null);

    /// <summary>Each match has the fault that there is at its time, if any: for what begins and ends while the proxy runs.</summary>
    public FaultScript While(Func<Fault?> fault, Func<ProxiedRequest, bool>? matches = null) => Add(matches, _ => fault());

    /// <summary>A share of the matches has one of the faults. The same seed draws the same for the same match, whatever came before.</summary>
    public FaultScript Some(int seed, double share, IReadOnlyList<Fault> faults, Func<ProxiedRequest, bool>? matches = null) => Add(matches, count =>
    {
        // The random numbers of neighbouring seeds are alike, those of multiplied ones are not.
        var random = new Random(unchecked((seed * 486_187_739) + (count * 16_777_619)));
        return random.NextDouble() < share ? faults[random.Next(faults.Count)] : null;
    });

    /// <summary>Takes note of a request and says what goes wrong with it.</summary>
    public (ProxiedRequest Request, Fault? Fault) Meet(int connection, HttpHead? head)
    {
        lock (_lock)
        {
            var request = new ProxiedRequest(_requests.Count + 1, connection, head);
            _requests.Add(request);
            Fault? fault = null;
            foreach (var rule in _rules)
            {
                var found = rule.Count(request);
                fault ??= found;
            }

            return (request, fault);
        }
    }

    private FaultScript Add(Func<ProxiedRequest, bool>? matches, Func<int, Fault?> faultOf)
    {
        lock (_lock) _rules.Add(new Rule(matches ?? (_ => true), faultOf));
        return this;
    }

    private sealed class Rule(Func<ProxiedRequest, bool> matches, Func<int, Fault?> faultOf)
    {
        private int _count;

        public Fault? Count(ProxiedRequest request) => matches(request) ? faultOf(++_count) : null;
    }
}
