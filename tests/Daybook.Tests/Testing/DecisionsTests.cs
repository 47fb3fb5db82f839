using Daybook.Testing;
using Daybook.Tests.Deciding;
using static Daybook.Testing.Decisions;

namespace Daybook.Tests.Testing;

/// <summary>Given, when, then: it passes what is right and says what is wrong.</summary>
public sealed class DecisionsTests
{
    [Fact]
    public void What_was_decided_is_compared_as_it_would_be_stored() =>
        Given(Account.Fold, new Opened("Ada"), new Deposited(100))
            .When(static account => account.Withdraw(30))
            .ThenResult(Withdrawal.Paid)
            .Then(new Withdrawn(30))
            .ThenState(new Account("Ada", 70));

    [Fact]
    public void Nothing_may_be_decided() =>
        Given(Account.Fold, new Opened("Ada"))
            .When(static account => account.Open("Eve"))
            .ThenNothing()
            .ThenState(new Account("Ada", 0));

    [Fact]
    public void A_refusal_has_a_result_and_no_events() =>
        Given(Account.Fold)
            .When(static account => account.Withdraw(1))
            .ThenResult(Withdrawal.Overdrawn)
            .ThenNothing();

    [Fact]
    public void Other_events_are_shown_as_JSON()
    {
        var decided = Given(Account.Fold).When(static account => account.Open("Ada"));

        var failure = Assert.Throws<DecisionMismatchException>(() => decided.Then(new Opened("Eve"), new Deposited(1)));

        Assert.Equal(
            """
            The decision recorded other events.
            expected:
              1. account-opened {"Owner":"Eve"}
              2. deposited {"Amount":1}
            actual:
              1. account-opened {"Owner":"Ada"}
            """.ReplaceLineEndings(),
            failure.Message);
    }

    [Fact]
    public void Something_instead_of_nothing_is_shown()
    {
        var decided = Given(Account.Fold).When(static account => account.Open("Ada"));

        var failure = Assert.Throws<DecisionMismatchException>(() => decided.ThenNothing());

        Assert.Contains("(nothing)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("""1. account-opened {"Owner":"Ada"}""", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_result_or_state_or_order_fails()
    {
        var decided = Given(Account.Fold, new Deposited(5)).When(static account => new Decision<int, AccountEvent>(7, new Deposited(1), new Withdrawn(1)));

        Assert.Throws<DecisionMismatchException>(() => decided.ThenResult(8));
        Assert.Throws<DecisionMismatchException>(() => decided.ThenState(Account.None));
        Assert.Throws<DecisionMismatchException>(() => decided.Then(new Withdrawn(1), new Deposited(1)));
        Assert.Throws<DecisionMismatchException>(() => decided.Then(new Deposited(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => decided.Then());
    }
}
