using Daybook.Tests.Deciding;
using static Daybook.Testing.Decisions;

namespace Daybook.Tests.Testing;

public sealed class WithdrawTests
{
    [Fact]
    public void Money_that_is_there_is_paid() =>
        Given(Account.Fold, new Opened("Ada"), new Deposited(100))
            .When(account => account.Withdraw(30))
            .ThenResult(Withdrawal.Paid)
            .Then(new Withdrawn(30))
            .ThenState(new Account("Ada", 70));

    [Fact]
    public void Money_that_is_not_there_is_refused() =>
        Given(Account.Fold, new Opened("Ada"))
            .When(account => account.Withdraw(30))
            .ThenResult(Withdrawal.Overdrawn)
            .ThenNothing();
}
